package io.micropay.client;

import io.micropay.files.FileFailure;
import io.micropay.money.PlainText;
import java.io.IOException;

/// What keeps a wallet from its files, in words that a terminal can take.
public final class FileTroubles {

    private FileTroubles() {}

    /// The file, and what is wrong with it.
    public static String detail(IOException failure) {
        return PlainText.shown(FileFailure.detail(failure));
    }
}
