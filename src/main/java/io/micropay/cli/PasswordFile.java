package io.micropay.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// A file that holds one password on one line, and that only its owner can read.
final class PasswordFile {

    private static final int BYTES_MAX = 4_096;

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PasswordFile() {}

    /// The password, which is the file's line without its end.
    static String read(Path file) throws CliException {
        try {
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                throw unusable("the password file " + file + " is not a file");
            }
            requirePrivate(file);
            if (Files.size(file) > BYTES_MAX) {
                throw unusable("the password file " + file + " is too long: more than " + BYTES_MAX + " bytes");
            }
            String password = Files.readString(file).replaceFirst("\\r?\\n$", "");
            if (password.isEmpty() || password.contains("\n")) {
                throw unusable("the password file " + file + " must hold one line");
            }
            return password;
        } catch (NoSuchFileException missing) {
            throw unusable("the password file " + file + " does not exist");
        } catch (MalformedInputException notText) {
            throw unusable("the password file " + file + " is not text in UTF-8");
        } catch (IOException unreadable) {
            throw new CliException(
                    "the password file " + file + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + ")",
                    null,
                    ExitCode.CONFIGURATION,
                    unreadable);
        }
    }

    private static void requirePrivate(Path file) throws IOException, CliException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // A file system without modes keeps its files private in its own way.
            return;
        }
        if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            throw new CliException(
                    "others can read the password file " + file, "chmod 600 " + file, ExitCode.CONFIGURATION);
        }
    }

    private static CliException unusable(String message) {
        return new CliException(message, null, ExitCode.CONFIGURATION);
    }
}
