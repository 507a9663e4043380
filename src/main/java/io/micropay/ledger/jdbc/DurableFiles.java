package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Folders and files that are still there after a power failure, and that only their owner can read.
///
/// Syncing a file does not sync its name: POSIX keeps that in the folder, which is synced apart.
public final class DurableFiles {

    private static final String OWNERS_FOLDER = "rwx------";
    private static final String OWNERS_FILE = "rw-------";

    private DurableFiles() {}

    /// Creates a folder with all those above it, durably, and returns its real path.
    static Path createFolder(Path folder) {
        try {
            create(folder);
            return folder.toRealPath();
        } catch (IOException failure) {
            throw new LedgerException("cannot create the folder " + folder + ": " + reason(failure), failure);
        }
    }

    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            create(parent);
        }
        Files.createDirectory(folder, mode(folder, OWNERS_FOLDER));
        if (parent != null) {
            syncFolder(parent);
        }
    }

    /// Creates an empty file durably, unless it is there; one that is there must be a file that can be written.
    static void createFile(Path folder, Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, ownersFile(file));
                syncFolder(folder);
            }
        } catch (IOException failure) {
            throw new LedgerException("cannot create " + file + ": " + reason(failure), failure);
        }
        if (!Files.isRegularFile(file)) {
            throw new LedgerException("not a file: " + file);
        }
        if (!Files.isReadable(file) || !Files.isWritable(file)) {
            throw new LedgerException("no permission to read and write " + file);
        }
    }

    /// Creates an empty file beside `place`, to be published there.
    static Path createDraft(Path place) {
        try {
            return Files.createTempFile(place.getParent(), ".new-", ".db", ownersFile(place));
        } catch (IOException failure) {
            throw new LedgerException("cannot write to " + place.getParent() + ": " + reason(failure), failure);
        }
    }

    /// Makes a draft appear at its place whole and durably. It never replaces what is there.
    static void publish(Path draft, Path place) {
        try {
            try (FileChannel content = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                content.force(true);
            }
            appear(draft, place);
            Files.deleteIfExists(draft);
            syncName(place);
        } catch (IOException failure) {
            throw new LedgerException("cannot create " + place + ": " + reason(failure), failure);
        }
    }

    /// Gives what a draft holds its name, unless that is taken. The draft may be left.
    ///
    /// @throws FileAlreadyExistsException when it is taken
    public static void appear(Path draft, Path place) throws IOException {
        try {
            Files.createLink(place, draft);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException withoutLinks) {
            // There the check for a taken name and the move are two steps.
            Files.move(draft, place);
        }
    }

    /// Makes a file's name durable, which its folder keeps.
    public static void syncName(Path file) throws IOException {
        syncFolder(Optional.ofNullable(file.getParent()).orElse(file));
    }

    /// Makes the entries of a folder durable. Where a folder cannot be opened like a file, that is up to the system.
    private static void syncFolder(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    /// The attributes to create a file with that only its owner can read.
    public static FileAttribute<?>[] ownersFile(Path file) {
        return mode(file, OWNERS_FILE);
    }

    private static FileAttribute<?>[] mode(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /// What a person wants to know of a failure, without the path.
    public static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException exists -> "there is a file of that name";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
