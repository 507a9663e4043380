package io.micropay.ledger.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A folder whose entry, and whose files' entries, are still there after a power failure.
///
/// Syncing a file does not sync its name: POSIX keeps that in the folder, which is synced apart.
final class DurableFolder {

    private DurableFolder() {}

    /// Creates a folder with all those above it, durably, and returns its real path.
    static Path create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folder.getParent();
            if (parent != null) {
                create(parent);
            }
            Files.createDirectory(folder);
            if (parent != null) {
                sync(parent);
            }
        }
        return folder.toRealPath();
    }

    /// Makes the entries of a folder durable. Where a folder cannot be opened like a file, the file system must see
    /// to it.
    static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }
}
