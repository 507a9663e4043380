package io.micropay.client.shell;

import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.money.PaymentId;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The commands about receipts.
final class ReceiptCommands {

    private final ReceiptDesk desk;
    private final Dialogue dialogue;
    private final Suggestions suggestions;

    ReceiptCommands(Wallet wallet, Dialogue dialogue, Suggestions suggestions) {
        this.desk = new ReceiptDesk(wallet);
        this.dialogue = dialogue;
        this.suggestions = suggestions;
    }

    void receipts(Arguments arguments) throws CommandFailedException {
        int count = arguments.count();
        arguments.requireEnd(Word.RECEIPTS);
        Outcome.Receipts outcome = desk.receipts(count);
        suggestions.shown(outcome.receipts().stream()
                .map(kept -> kept.stored().receipt().id())
                .toList());
        dialogue.print(OutcomeText.of(outcome));
    }

    /// @param session where a receipt may be had that is not kept, if there is a connection
    /// @param shops where it may be asked what was bought
    void receipt(Arguments arguments, @Nullable WalletSession session, Optional<ShopWay> shops)
            throws CommandFailedException, CancelledException {
        PaymentId id = Reading.id(arguments.next(PaymentSentences.ASK_ID, Word.RECEIPT));
        arguments.requireEnd(Word.RECEIPT);
        Outcome.Checked checked = desk.receipt(id, session);
        show(shops.isPresent() ? desk.complete(checked, shops.get(), dialogue::tell) : checked);
    }

    void verify(Arguments arguments) throws CommandFailedException, CancelledException {
        String file = arguments.next(Sentences.ASK_FILE, Word.VERIFY);
        arguments.requireEnd(Word.VERIFY);
        try {
            show(desk.check(Path.of(file)));
        } catch (InvalidPathException noPath) {
            throw new CommandFailedException(Kind.USAGE, Sentences.quoted(file) + " is not a file's name");
        }
    }

    private void show(Outcome.Checked checked) throws CommandFailedException {
        dialogue.print(OutcomeText.of(checked));
        ReceiptDesk.requireTrue(checked);
    }
}
