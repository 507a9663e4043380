package io.micropay.client;

import io.micropay.crypto.Fingerprint;
import io.micropay.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The folder of one wallet: its receipts, the orders it signed, and what its owner typed.
public final class WalletFolder {

    private static final String HISTORY = "history";
    private static final String JOURNAL_LOCK = "journal.lock";

    /// An order is written down in a moment: who waits longer for another process does not wait for that.
    private static final Duration JOURNAL_PATIENCE = Duration.ofSeconds(5);

    private static final int SOCKET_DIGITS = 12;

    private final Path path;

    /// @param path need not exist; it is made, for its owner alone, when there is something to keep
    public WalletFolder(Path path) {
        this.path = path;
    }

    public ReceiptStore receipts() {
        return new ReceiptStore(path.resolve("receipts"));
    }

    /// The orders of one account: who has another key, or asks another ledger, could end none of them.
    ///
    /// @param ledger the fingerprint of its CA's key
    /// @param key the account's
    OrderJournal journal(Fingerprint ledger, Fingerprint key) {
        return new OrderJournal(
                of("open", ledger, key), of("closed", ledger, key), path.resolve(JOURNAL_LOCK), JOURNAL_PATIENCE);
    }

    /// What one account has asked to be paid.
    ///
    /// @param ledger the fingerprint of its CA's key
    /// @param key the account's
    RequestStore requests(Fingerprint ledger, Fingerprint key) {
        return new RequestStore(of("requests", ledger, key));
    }

    /// Whose payments one account takes.
    ///
    /// @param ledger the fingerprint of its CA's key
    /// @param key the account's
    AcceptanceRules acceptance(Fingerprint ledger, Fingerprint key) {
        return new AcceptanceRules(of("acceptance", ledger, key));
    }

    /// What one account keeps of its shop.
    ///
    /// @param ledger the fingerprint of its CA's key
    /// @param key the account's
    ShopStore shop(Fingerprint ledger, Fingerprint key) {
        return new ShopStore(of("shop", ledger, key));
    }

    /// What one account is about to buy.
    ///
    /// @param ledger the fingerprint of its CA's key
    /// @param key the account's
    QuotedPurchases quoted(Fingerprint ledger, Fingerprint key) {
        return new QuotedPurchases(of("quoted", ledger, key));
    }

    /// The days that one account has closed.
    ///
    /// @param ledger the fingerprint of its CA's key
    /// @param key the account's
    DayStore days(Fingerprint ledger, Fingerprint key) {
        return new DayStore(of("days", ledger, key));
    }

    /// The socket where processes share a login to one account. The system takes no long names for sockets.
    Path sharedLogin(Fingerprint ledger, Fingerprint key) {
        return path.resolve("login-" + ledger.hex().substring(0, SOCKET_DIGITS) + "-"
                + key.hex().substring(0, SOCKET_DIGITS));
    }

    private Path of(String kind, Fingerprint ledger, Fingerprint key) {
        return path.resolve(kind).resolve(ledger.hex()).resolve(key.hex());
    }

    /// The file of what was typed at the prompt; made empty and private when it is not there.
    public Path history() throws IOException {
        PrivateFiles.createDurableFolder(path);
        Path history = path.resolve(HISTORY);
        if (!Files.exists(history)) {
            PrivateFiles.create(path, HISTORY, "");
        }
        return history;
    }
}
