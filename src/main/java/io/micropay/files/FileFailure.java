package io.micropay.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/// Says in a person's words what went wrong with a file.
public final class FileFailure {

    private FileFailure() {}

    /// What a person wants to know of a failure, without the path. The exceptions of the library name the file alone
    /// where their kind says what is wrong.
    public static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "it is not there";
            case FileAlreadyExistsException exists -> "there is a file of that name";
            case NotDirectoryException no -> "it is not a folder";
            case DirectoryNotEmptyException full -> "the folder is not empty";
            case FileSystemException other -> orKind(other.getReason(), other);
            default -> orKind(failure.getMessage(), failure);
        };
    }

    /// The file, where the failure knows it, and what is wrong with it.
    public static String detail(IOException failure) {
        return failure instanceof FileSystemException named && named.getFile() != null
                ? named.getFile() + ": " + reason(named)
                : reason(failure);
    }

    private static String orKind(@Nullable String words, IOException failure) {
        return words == null ? failure.getClass().getSimpleName() : words;
    }
}
