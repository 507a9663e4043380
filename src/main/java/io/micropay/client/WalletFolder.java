package io.micropay.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of one wallet: its receipts, its open orders, and what its owner typed.
public final class WalletFolder {

    private static final String HISTORY = "history";

    private final Path path;

    /// @param path need not exist; it is made, for its owner alone, when there is something to keep
    public WalletFolder(Path path) {
        this.path = path;
    }

    public ReceiptStore receipts() {
        return new ReceiptStore(path.resolve("receipts"));
    }

    OpenOrders openOrders() {
        return new OpenOrders(path.resolve("open"));
    }

    /// The file of what was typed at the prompt; made empty and private when it is not there.
    public Path history() throws IOException {
        PrivateFiles.createFolder(path);
        Path history = path.resolve(HISTORY);
        if (!Files.exists(history)) {
            PrivateFiles.create(path, HISTORY, "");
        }
        return history;
    }
}
