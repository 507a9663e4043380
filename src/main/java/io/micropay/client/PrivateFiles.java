package io.micropay.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// Files and folders that only their owner can read, from their first byte on.
public final class PrivateFiles {

    private PrivateFiles() {}

    /// Makes the folder with mode 0700, and those above it that are missing.
    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, mode(folder, "rwx------"));
    }

    /// Makes an empty file with mode 0600, unless there is one, and the folders above it. It says nothing, and need not
    /// be durable.
    static void createEmpty(Path file) throws IOException {
        try {
            createFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.createFile(file, mode(file, "rw-------"));
        } catch (FileAlreadyExistsException there) {
            // So much the better.
        }
    }

    /// Makes a file appear in a folder whole, durable and with mode 0600, or not at all.
    ///
    /// @throws FileAlreadyExistsException when there is one: nothing is replaced
    public static void create(Path folder, String name, String text) throws IOException {
        publish(folder, text.getBytes(StandardCharsets.UTF_8), draft -> appear(draft, folder.resolve(name)));
    }

    /// The same, in the place of a file that may be there: a reader sees the one or the other.
    static void replace(Path folder, String name, String text) throws IOException {
        replace(folder, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The same for a file that is no text.
    static void replace(Path folder, String name, byte[] content) throws IOException {
        publish(
                folder,
                content,
                draft -> Files.move(
                        draft,
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING));
    }

    /// Brings a draft to its place.
    private interface Publication {
        void publish(Path draft) throws IOException;
    }

    private static void publish(Path folder, byte[] content, Publication publication) throws IOException {
        Path draft = Files.createTempFile(folder, ".new-", "", mode(folder, "rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            publication.publish(draft);
        } finally {
            Files.deleteIfExists(draft);
        }
        syncFolder(folder);
    }

    private static void appear(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException withoutLinks) {
            // There the check for a taken name and the move are two steps.
            Files.move(draft, file);
        }
    }

    /// Makes names durable; only file systems with modes let a folder be opened for that.
    static void syncFolder(Path folder) throws IOException {
        if (hasModes(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] mode(Path path, String permissions) {
        return hasModes(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
