package io.micropay.cli;

import io.micropay.files.DurableNames;
import io.micropay.files.FileModes;
import io.micropay.ledger.jdbc.DurableFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that only its owner can read, and that appears at its place whole and durably, or not at all.
final class NewFile implements AutoCloseable {

    private final Path place;
    private final boolean replacing;
    private final Path draft;
    private final FileChannel channel;

    private NewFile(Path place, boolean replacing, Path draft, FileChannel channel) {
        this.place = place;
        this.replacing = replacing;
        this.draft = draft;
        this.channel = channel;
    }

    /// Begins a file.
    ///
    /// @param replacing whether it may take the place of one that is there
    static NewFile begin(Path file, boolean replacing) throws CliException {
        requireFree(file, replacing);
        requireFolder(file);
        Path place = file.toAbsolutePath();
        try {
            Path draft = Files.createTempFile(place.getParent(), ".new-", "", FileModes.ownersFile(place));
            return new NewFile(place, replacing, draft, FileChannel.open(draft, StandardOpenOption.WRITE));
        } catch (IOException failure) {
            throw cannotCreate(file, failure);
        }
    }

    /// Refuses to begin a file where there is something already.
    ///
    /// @param replacing whether that may be another file
    static void requireFree(Path file, boolean replacing) throws CliException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new CliException("not a file: " + file, null, ExitCode.CANNOT_CREATE);
        }
        if (Files.exists(file) && !replacing) {
            throw new CliException(
                    "there is a file " + file + " already",
                    "nothing is overwritten: move it away first, or name another",
                    ExitCode.CANNOT_CREATE);
        }
    }

    /// Refuses to begin a file where there is no folder for it.
    static void requireFolder(Path file) throws CliException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CliException("cannot create " + file + ": there is no such folder", null, ExitCode.CANNOT_CREATE);
        }
    }

    OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    /// Makes what was written appear.
    void publish() throws CliException {
        try {
            channel.force(true);
            channel.close();
            if (replacing) {
                Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                DurableNames.appear(draft, place);
            }
            DurableNames.syncName(place);
        } catch (IOException failure) {
            throw cannotCreate(place, failure);
        }
    }

    private static CliException cannotCreate(Path file, IOException failure) {
        return new CliException(
                "cannot create " + file + ": " + DurableFiles.reason(failure), null, ExitCode.CANNOT_CREATE, failure);
    }

    /// Takes away what was not published.
    @Override
    public void close() throws CliException {
        try {
            channel.close();
            Files.deleteIfExists(draft);
        } catch (IOException failure) {
            throw new CliException("cannot delete " + draft, null, ExitCode.IO_ERROR, failure);
        }
    }
}
