package io.micropay.client;

import io.micropay.files.FileFailure;
import io.micropay.money.PlainText;
import java.io.IOException;

/// What keeps a wallet from its files, in words that a terminal can take.
public final class FileTroubles {

    /// Paths may be long, and what is wrong stands behind them.
    private static final int BYTES_MAX = 1_000;

    private FileTroubles() {}

    /// The file, and what is wrong with it.
    public static String detail(IOException failure) {
        return PlainText.clean(FileFailure.detail(failure), BYTES_MAX);
    }
}
