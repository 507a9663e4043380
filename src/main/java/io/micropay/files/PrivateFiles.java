package io.micropay.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Files and folders that only their owner can read, from their first byte on.
public final class PrivateFiles {

    private PrivateFiles() {}

    /// Makes the folder with mode 0700, and those above it that are missing. Each of their names is durable: a file
    /// that is kept in a folder is lost with the folder's name.
    ///
    /// A folder that is there may have been made by a process that was killed before it could sync the name. So the
    /// name of an empty one is synced again; whoever has put something into it has done so before. A folder above
    /// which we cannot write was not made by us.
    public static void createDurableFolder(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (Files.isDirectory(folder)) {
            if (parent != null && isEmpty(folder) && Files.isWritable(parent)) {
                DurableNames.sync(parent);
            }
            return;
        }
        if (parent != null) {
            createDurableFolder(parent);
        }
        Files.createDirectories(folder, FileModes.ownersFolder(folder));
        if (parent != null) {
            DurableNames.sync(parent);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
            return !content.iterator().hasNext();
        }
    }

    /// Makes an empty file with mode 0600, unless there is one, and the folders above it, durably. The file says
    /// nothing, and need not be durable itself.
    public static void createEmpty(Path file) throws IOException {
        createDurableFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        try {
            Files.createFile(file, FileModes.ownersFile(file));
        } catch (FileAlreadyExistsException there) {
            // So much the better.
        }
    }

    /// Makes a file appear in a folder whole, durable and with mode 0600, or not at all.
    ///
    /// @throws FileAlreadyExistsException when there is one: nothing is replaced
    public static void create(Path folder, String name, String text) throws IOException {
        create(folder, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The same for a file that is no text.
    ///
    /// @throws FileAlreadyExistsException when there is one: nothing is replaced
    public static void create(Path folder, String name, byte[] content) throws IOException {
        try (Draft draft = Draft.in(folder)) {
            draft.stream().write(content);
            draft.appearAt(folder.resolve(name));
        }
    }

    /// The same, in the place of a file that may be there: a reader sees the one or the other.
    public static void replace(Path folder, String name, String text) throws IOException {
        replace(folder, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The same for a file that is no text.
    public static void replace(Path folder, String name, byte[] content) throws IOException {
        try (Draft draft = Draft.in(folder)) {
            draft.stream().write(content);
            draft.replace(folder.resolve(name));
        }
    }
}
