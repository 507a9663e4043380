package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.money.PaymentId;
import io.micropay.money.PlainText;
import io.micropay.money.Purpose;
import io.micropay.payment.Receipt;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// An account's payments as the server tells them: from the newest on, as far back as somebody asks.
///
/// Each has the ledger's signature, and is believed only with it.
final class AccountHistory {

    private static final int PAGE = 100;

    /// Of who looks again and again for what is new.
    private static final int PAGE_MIN = 4;

    /// More than a person looks at; who needs them all asks the operator.
    private static final int PAYMENTS_MAX = 100_000;

    private final Wallet wallet;
    private final LedgerServer server;
    private final List<Receipt> read = new ArrayList<>();
    private boolean complete;

    AccountHistory(Wallet wallet, LedgerServer server) {
        this.wallet = wallet;
        this.server = server;
    }

    /// The newest payments, newest first.
    List<HistoryEntry> newest(int count) throws ConnectionException {
        while (read.size() < count && !complete) {
            readPage(Math.min(PAGE, count - read.size()));
        }
        return entries(read.subList(0, Math.min(count, read.size())));
    }

    /// The newest payment.
    Optional<Receipt> latest() throws ConnectionException {
        readPage(1);
        return read.stream().findFirst();
    }

    /// The payments of a time, newest first.
    ///
    /// @param from the first moment, in milliseconds since 1970
    /// @param until the first moment after it
    List<HistoryEntry> between(long from, long until) throws ConnectionException {
        readBackTo(receipt -> receipt.committedAt().epochMillis() < from);
        return entries(read.stream()
                .filter(receipt -> receipt.committedAt().epochMillis() >= from
                        && receipt.committedAt().epochMillis() < until)
                .toList());
    }

    /// The payments behind a place in the ledger, newest first.
    ///
    /// @param seq 0 for all
    List<Receipt> after(long seq) throws ConnectionException {
        int page = PAGE_MIN;
        while (!complete && (read.isEmpty() || read.getLast().seq() > seq)) {
            readPage(page);
            page = Math.min(2 * page, PAGE);
        }
        return read.stream().filter(receipt -> receipt.seq() > seq).toList();
    }

    /// The payment of this id.
    Optional<HistoryEntry> find(PaymentId id) throws ConnectionException {
        Optional<Receipt> found = readBackTo(receipt -> receipt.id().equals(id));
        return found.isEmpty() ? Optional.empty() : Optional.of(entry(found.get()));
    }

    /// All payments that have been read, newest first.
    List<Receipt> read() {
        return List.copyOf(read);
    }

    private List<HistoryEntry> entries(List<Receipt> receipts) throws ConnectionException {
        List<HistoryEntry> entries = new ArrayList<>();
        for (Receipt receipt : List.copyOf(receipts)) {
            entries.add(entry(receipt));
        }
        return entries;
    }

    private HistoryEntry entry(Receipt receipt) throws ConnectionException {
        return new HistoryEntry(receipt, wallet.wasPaid(receipt), refunded(receipt));
    }

    private Optional<Receipt> refunded(Receipt claim) throws ConnectionException {
        if (!(Purpose.of(claim.memo()) instanceof Purpose.Refund refund)) {
            return Optional.empty();
        }
        if (Refunds.original(claim, read).isEmpty()) {
            readBackTo(claim, refund.original());
        }
        return Refunds.original(claim, read)
                .filter(original -> Refunds.of(original, read).contains(claim));
    }

    /// Reads back to the payment that a claim names, if there is one and it is not too far back. Anybody can claim
    /// anything in a memo: what nobody has paid is not looked for.
    private void readBackTo(Receipt claim, PaymentId original) throws ConnectionException {
        Response answer = server.connection().ask(new Request.Status(original, Optional.of(claim.payee())));
        if (answer instanceof Response.TransFailed busy) {
            throw refused(busy);
        }
        if (answer instanceof Response.Committed committed) {
            long seq = Receipt.parse(committed.proof())
                    .orElseThrow(AccountHistory::untrue)
                    .seq();
            while (!complete && !isFull() && read.getLast().seq() > seq) {
                readPage(PAGE);
            }
        }
    }

    /// Reads until a payment fits; what has been read already is looked at first.
    private Optional<Receipt> readBackTo(Predicate<Receipt> wanted) throws ConnectionException {
        int from = 0;
        while (true) {
            Optional<Receipt> found =
                    read.subList(from, read.size()).stream().filter(wanted).findFirst();
            if (found.isPresent() || complete) {
                return found;
            }
            from = read.size();
            readPage(PAGE);
        }
    }

    private boolean isFull() {
        return read.size() >= PAYMENTS_MAX;
    }

    private void readPage(int count) throws ConnectionException {
        if (isFull()) {
            throw new ConnectionException(
                    Trouble.UNANSWERED, "the history is longer than the " + PAYMENTS_MAX + " payments a wallet reads");
        }
        long before = read.isEmpty() ? 0 : read.getLast().seq();
        Response answer = server.connection().ask(new Request.History(before, count));
        if (!(answer instanceof Response.History page)) {
            throw refused(answer);
        }
        for (String proof : page.proofs()) {
            Receipt receipt = Receipt.parse(proof).filter(this::isTrue).orElseThrow(AccountHistory::untrue);
            boolean follows = read.isEmpty() || receipt.seq() < read.getLast().seq();
            if (!follows) {
                throw untrue();
            }
            read.add(receipt);
        }
        complete = page.proofs().size() < count;
    }

    private boolean isTrue(Receipt receipt) {
        return wallet.isOfTheLedger(receipt, server.ledger());
    }

    private static ConnectionException untrue() {
        return new ConnectionException(
                Trouble.UNTRUSTED,
                "the history that the server tells is not the ledger's",
                "do not pay through it",
                null);
    }

    private static ConnectionException refused(Response answer) {
        return switch (answer) {
            case Response.AuthenticationFailed failed ->
                new ConnectionException(
                        Trouble.REFUSED,
                        "not authenticated: " + PlainText.foreign(failed.reason()) + " (220 AUTH_FAIL)");
            case Response.TransFailed failed ->
                new ConnectionException(
                        Trouble.BUSY,
                        PlainText.foreign(failed.text()) + " (TRANS FAIL " + PlainText.foreign(failed.reason()) + ")");
            default -> new ConnectionException(Trouble.UNANSWERED, "the server's answer is no history");
        };
    }
}
