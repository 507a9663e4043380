package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.StoredReceipt;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.money.PaymentId;
import io.micropay.payment.ReceiptCheck;
import io.micropay.payment.ReceiptVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Has looked up receipts, and checked them. It needs no server: a receipt proves itself.
public final class ReceiptDesk {

    private final Wallet wallet;

    public ReceiptDesk(Wallet wallet) {
        this.wallet = wallet;
    }

    public Outcome.Receipts receipts(int count) throws CommandFailedException {
        List<StoredReceipt> receipts = asked(() -> wallet.folder().receipts().newest(count));
        return new Outcome.Receipts(receipts.stream()
                .map(stored -> new Outcome.Kept(stored, wallet.wasPaid(stored.receipt())))
                .toList());
    }

    /// What comes of checking the receipts of a payment that are kept; empty when there are none.
    public Optional<Outcome.Checked> kept(PaymentId id) throws CommandFailedException {
        List<StoredReceipt> receipts = asked(() -> wallet.folder().receipts().of(id));
        return receipts.isEmpty() ? Optional.empty() : Optional.of(checked(receipts));
    }

    /// Checks the receipt of a payment, once it has been got.
    ///
    /// @param session where a receipt may be had that is not kept, if there is a connection
    public Outcome.Checked receipt(PaymentId id, @Nullable WalletSession session) throws CommandFailedException {
        Optional<Outcome.Checked> kept = kept(id);
        if (kept.isPresent()) {
            return kept.get();
        }
        Optional<StoredReceipt> fetched =
                session == null ? Optional.empty() : asked(() -> session.book().fetchReceipt(id));
        return checked(List.of(fetched.orElseThrow(() -> new CommandFailedException(
                Kind.REFUSED, "there is no receipt of a payment " + id, "receipts and history show the payments"))));
    }

    /// The same with what was bought, where a receipt is of a shop's order and that is not kept beside it. A receipt is
    /// as true without it.
    ///
    /// @param tell is told why it cannot be known
    Outcome.Checked complete(Outcome.Checked checked, ShopWay way, Consumer<String> tell)
            throws CommandFailedException {
        PurchaseDesk purchases = new PurchaseDesk(wallet, way);
        List<Outcome.CheckedFile> completed = new ArrayList<>();
        for (Outcome.CheckedFile file : checked.files()) {
            completed.add(file.lacksPurchase() ? completed(file, purchases, tell) : file);
        }
        return new Outcome.Checked(completed);
    }

    private Outcome.CheckedFile completed(Outcome.CheckedFile file, PurchaseDesk purchases, Consumer<String> tell)
            throws CommandFailedException {
        try {
            purchases.complete(new StoredReceipt(file.file(), file.verdict().receipt()));
        } catch (CommandFailedException unknown) {
            tell.accept(Sentences.failure(unknown));
        }
        return checked(file.file());
    }

    private Outcome.Checked checked(List<StoredReceipt> receipts) throws CommandFailedException {
        List<Outcome.CheckedFile> checked = new ArrayList<>();
        for (StoredReceipt receipt : receipts) {
            checked.add(checked(receipt.file()));
        }
        return new Outcome.Checked(checked);
    }

    public Outcome.Checked check(Path file) throws CommandFailedException {
        return new Outcome.Checked(List.of(checked(file)));
    }

    private Outcome.CheckedFile checked(Path file) throws CommandFailedException {
        return new Outcome.CheckedFile(
                file,
                asked(() -> wallet.verdict(file))
                        .orElseThrow(() -> new CommandFailedException(
                                Kind.REFUSED,
                                file + " is not a receipt of micropay",
                                "a wallet keeps its receipts as JSON in "
                                        + wallet.folder().receipts().path())));
    }

    /// Once it has been shown what was found, it is a failure if it was not all true.
    public static void requireTrue(Outcome.Checked checked) throws CommandFailedException {
        for (Outcome.CheckedFile file : checked.files()) {
            ReceiptVerdict verdict = file.verdict();
            if (!verdict.isTrue()) {
                throw new CommandFailedException(
                        Kind.REFUSED,
                        "the receipt is not true: " + verdict.failures().size() + " of "
                                + verdict.checks().size() + " checks failed",
                        verdict.failures().contains(ReceiptCheck.LEDGER)
                                ? "do not take it for a payment, unless it is true with the certificate of its own"
                                        + " ledger's CA"
                                : "do not take it for a payment");
            }
        }
    }
}
