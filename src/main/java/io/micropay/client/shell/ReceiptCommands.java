package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.StoredReceipt;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.money.PaymentId;
import io.micropay.payment.ReceiptVerdict;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands about receipts. They need no server: a receipt proves itself.
final class ReceiptCommands {

    private static final int SHOWN = 20;
    private static final int SHOWN_MAX = 10_000;

    private final Wallet wallet;
    private final Dialogue dialogue;
    private final Suggestions suggestions;

    ReceiptCommands(Wallet wallet, Dialogue dialogue, Suggestions suggestions) {
        this.wallet = wallet;
        this.dialogue = dialogue;
        this.suggestions = suggestions;
    }

    void receipts(Arguments arguments) throws CommandFailedException, CancelledException {
        int count = arguments.count(SHOWN, SHOWN_MAX);
        arguments.requireEnd(Word.RECEIPTS);
        List<StoredReceipt> receipts = asked(() -> wallet.folder().receipts().newest(count));
        suggestions.shown(receipts.stream().map(kept -> kept.receipt().id()).toList());
        dialogue.say(Listings.receipts(receipts, wallet));
    }

    /// @param session where a receipt may be had that is not kept, if there is a connection
    void receipt(Arguments arguments, @Nullable WalletSession session)
            throws CommandFailedException, CancelledException {
        PaymentId id = Arguments.id(arguments.next(Sentences.ASK_ID, Word.RECEIPT));
        arguments.requireEnd(Word.RECEIPT);
        List<StoredReceipt> receipts = asked(() -> wallet.folder().receipts().of(id));
        if (receipts.isEmpty() && session != null) {
            receipts = asked(() -> session.book().fetchReceipt(id).stream().toList());
        }
        if (receipts.isEmpty()) {
            throw new CommandFailedException(
                    Kind.REFUSED, "there is no receipt of a payment " + id, "receipts and history show the payments");
        }
        for (StoredReceipt receipt : receipts) {
            dialogue.say(Sentences.receiptFile(receipt.file()));
            verify(receipt.file());
        }
    }

    void verify(Arguments arguments) throws CommandFailedException, CancelledException {
        String file = arguments.next(Sentences.ASK_FILE, Word.VERIFY);
        arguments.requireEnd(Word.VERIFY);
        try {
            verify(Path.of(file));
        } catch (InvalidPathException noPath) {
            throw new CommandFailedException(Kind.USAGE, Sentences.quoted(file) + " is not a file's name");
        }
    }

    private void verify(Path file) throws CommandFailedException, CancelledException {
        ReceiptVerdict verdict = asked(() -> wallet.verdict(file))
                .orElseThrow(() -> new CommandFailedException(
                        Kind.REFUSED,
                        file + " is not a receipt of micropay",
                        "a wallet keeps its receipts as JSON in "
                                + wallet.folder().receipts().path()));
        dialogue.say(String.join("\n", verdict.lines()));
        if (!verdict.isTrue()) {
            throw new CommandFailedException(
                    Kind.REFUSED,
                    "the receipt is not true: " + verdict.failures().size() + " of "
                            + verdict.checks().size() + " checks failed",
                    "do not take it for a payment");
        }
    }
}
