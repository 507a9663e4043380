package io.micropay.client;

import io.micropay.money.PlainText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What keeps a wallet from its files, in words.
public final class FileTroubles {

    /// Paths may be long, and what is wrong stands behind them.
    private static final int BYTES_MAX = 1_000;

    private FileTroubles() {}

    /// The file, and what is wrong with it. The exceptions of the library name the file alone where their kind says
    /// what
    /// is wrong.
    public static String detail(IOException failure) {
        String detail = switch (failure) {
            case AccessDeniedException denied -> about(denied, "permission denied");
            case NoSuchFileException missing -> about(missing, "it is not there");
            case FileAlreadyExistsException taken -> about(taken, "it is there already");
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
        return PlainText.clean(detail, BYTES_MAX);
    }

    private static String about(FileSystemException failure, String trouble) {
        return failure.getFile() + ": " + trouble;
    }
}
