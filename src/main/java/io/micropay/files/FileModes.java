package io.micropay.files;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// The modes that files and folders are created with, whatever the process's mask leaves of them; none where the file
/// system has none.
public final class FileModes {

    private FileModes() {}

    /// A file that only its owner can read.
    public static FileAttribute<?>[] ownersFile(Path file) {
        return of(file, "rw-------");
    }

    /// A folder that only its owner can look into.
    public static FileAttribute<?>[] ownersFolder(Path folder) {
        return of(folder, "rwx------");
    }

    /// Any other mode.
    ///
    /// @param permissions as `ls` writes them, without the kind: `rw-r--r--`
    public static FileAttribute<?>[] of(Path path, String permissions) {
        return areAt(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /// Whether the file system has modes.
    static boolean areAt(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
