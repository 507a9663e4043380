package io.micropay.ledger.jdbc;

import io.micropay.files.DurableNames;
import io.micropay.files.FileFailure;
import io.micropay.files.FileModes;
import io.micropay.files.PrivateFiles;
import io.micropay.ledger.LedgerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Folders and files that are still there after a power failure, and that only their owner can read.
///
/// Syncing a file does not sync its name: POSIX keeps that in the folder, which is synced apart.
final class DurableFiles {

    private DurableFiles() {}

    /// Creates a folder with all those above it, durably, and returns its real path.
    static Path createFolder(Path folder) {
        try {
            PrivateFiles.createDurableFolder(folder);
            return folder.toRealPath();
        } catch (IOException failure) {
            throw new LedgerException(
                    "cannot create the folder " + folder + ": " + FileFailure.reason(failure), failure);
        }
    }

    /// Creates an empty file durably, unless it is there; one that is there must be a file that can be written.
    static void createFile(Path folder, Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, FileModes.ownersFile(file));
                DurableNames.sync(folder);
            }
        } catch (IOException failure) {
            throw new LedgerException("cannot create " + file + ": " + FileFailure.reason(failure), failure);
        }
        if (!Files.isRegularFile(file)) {
            throw new LedgerException("not a file: " + file);
        }
        if (!Files.isReadable(file) || !Files.isWritable(file)) {
            throw new LedgerException("no permission to read and write " + file);
        }
    }

    /// Creates an empty file beside `place`, to be published there. It does not outlast a process that a signal ends.
    static Path createDraft(Path place) {
        try {
            Path draft = Files.createTempFile(place.getParent(), ".new-", ".db", FileModes.ownersFile(place));
            draft.toFile().deleteOnExit();
            return draft;
        } catch (IOException failure) {
            throw new LedgerException(
                    "cannot write to " + place.getParent() + ": " + FileFailure.reason(failure), failure);
        }
    }

    /// Makes a draft appear at its place whole and durably. It never replaces what is there.
    static void publish(Path draft, Path place) {
        try {
            try (FileChannel content = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                content.force(true);
            }
            DurableNames.appear(draft, place);
            Files.deleteIfExists(draft);
            DurableNames.syncName(place);
        } catch (IOException failure) {
            throw new LedgerException("cannot create " + place + ": " + FileFailure.reason(failure), failure);
        }
    }
}
