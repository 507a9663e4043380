package io.micropay.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

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
            Path draft = Files.createTempFile(place.getParent(), ".new-", "", ownersOnly(place));
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

    private static FileAttribute<?>[] ownersOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    /// Makes what was written appear.
    void publish() throws CliException {
        try {
            channel.force(true);
            if (replacing) {
                Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.createLink(place, draft);
            }
            syncFolder();
        } catch (IOException failure) {
            throw cannotCreate(place, failure);
        }
    }

    /// A name is kept in its folder, which only file systems with modes let one open.
    private void syncFolder() throws IOException {
        if (ownersOnly(place).length > 0) {
            try (FileChannel folder = FileChannel.open(place.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static CliException cannotCreate(Path file, IOException failure) {
        String reason = switch (failure) {
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException exists -> "there is a file of that name";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(failure.getMessage());
        };
        return new CliException("cannot create " + file + ": " + reason, null, ExitCode.CANNOT_CREATE, failure);
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
