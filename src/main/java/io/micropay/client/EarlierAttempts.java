package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.client.OrderJournal.OpenOrder;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.PlainText;
import io.micropay.money.Purpose;
import io.micropay.payment.Receipt;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.Optional;

/// What earlier runs have made of a payment that has a name of its payer's choice.
///
/// The journal knows it, or else the ledger, which commits an id of a payer once. What has come to an end is told
/// again. What is open goes on with the order that was signed. What nobody paid while it could be may be signed anew,
/// under the same id.
final class EarlierAttempts {

    private static final String AGAIN = "the same command again pays once at most";

    private final Wallet wallet;
    private final LedgerServer server;
    private final OrderEnding ending;

    EarlierAttempts(Wallet wallet, LedgerServer server, OrderEnding ending) {
        this.wallet = wallet;
        this.server = server;
        this.ending = ending;
    }

    /// What was found.
    sealed interface Finding {

        /// There is no order that could be paid.
        record None() implements Finding {}

        /// It has come to an end, or is in somebody else's hands.
        record Known(PaymentResult result) implements Finding {}

        /// An order was signed, and can be paid.
        ///
        /// @param order the finder's, to be closed
        record Left(OpenOrder order) implements Finding {}
    }

    /// Looks for earlier attempts; a payment without a name has none.
    ///
    /// @throws StoppedException when the name belongs to another payment, or the journal cannot be read
    Finding find(PaymentIntent intent) throws ConnectionException, StoppedException {
        try {
            return intent.id().isEmpty() ? new Finding.None() : find(intent.id().get(), intent);
        } catch (IOException unreadable) {
            throw new StoppedException(new Obstacle.JournalUnreadable(FileTroubles.detail(unreadable)));
        }
    }

    private Finding find(PaymentId id, PaymentIntent intent) throws IOException, ConnectionException, StoppedException {
        Optional<OpenOrder> left = wallet.journal().take(id);
        if (left.isPresent()) {
            return leftOpen(left.get(), intent);
        }
        Optional<OwnPayment> known = wallet.journal().find(id);
        return known.isPresent() ? written(known.get(), intent) : recorded(id, intent);
    }

    private Finding leftOpen(OpenOrder left, PaymentIntent intent) throws ConnectionException, StoppedException {
        Finding finding = new Finding.None();
        try {
            PaymentOrder order = left.signed().order();
            requireAlike(order, intent);
            PaymentResult result = ending.look(order);
            left.ended(PaymentState.of(result));
            finding = result instanceof PaymentResult.Open
                    ? stillOpen(left, result, intent)
                    : over(order, result, intent);
            return finding;
        } finally {
            if (!(finding instanceof Finding.Left)) {
                left.close();
            }
        }
    }

    /// An order for what a shop has quoted before is nobody's to hand over: another quote has come.
    private Finding stillOpen(OpenOrder left, PaymentResult open, PaymentIntent intent) {
        PaymentOrder order = left.signed().order();
        boolean payable = intent.isOf(order)
                && order.expires().epochMillis() > server.ledger().now();
        return payable ? new Finding.Left(left) : new Finding.Known(open);
    }

    /// An order that has lapsed keeps nobody from signing another.
    private static Finding over(PaymentOrder order, PaymentResult result, PaymentIntent intent)
            throws StoppedException {
        if (result instanceof PaymentResult.Paid) {
            requireSame(order, intent);
        }
        boolean lapsed =
                result instanceof PaymentResult.NotPaid notPaid && notPaid.obstacle() instanceof Obstacle.Lapsed;
        return lapsed ? new Finding.None() : new Finding.Known(result);
    }

    private Finding written(OwnPayment payment, PaymentIntent intent)
            throws IOException, ConnectionException, StoppedException {
        PaymentOrder order = payment.order();
        requireAlike(order, intent);
        return switch (payment.state()) {
            case PaymentState.Open open -> new Finding.Known(new PaymentResult.Open(order, new Obstacle.InHand()));
            case PaymentState.Committed committed -> paid(order.id(), intent);
            case PaymentState.Refused refused -> unpaid(Obstacle.Refused.of(refused.reason()));
            case PaymentState.Cancelled cancelled ->
                unpaid(
                        cancelled.declined().isEmpty()
                                ? new Obstacle.Cancelled()
                                : new Obstacle.Declined(cancelled.declined()));
            // It keeps nobody from signing another, unless another wallet of this key has paid.
            case PaymentState.Lapsed lapsed -> recorded(order.id(), intent);
        };
    }

    private static Finding unpaid(Obstacle obstacle) {
        return new Finding.Known(new PaymentResult.NotPaid(obstacle));
    }

    /// The receipt was kept when the payment was made; one that was lost since is got again.
    private Finding paid(PaymentId id, PaymentIntent intent) throws IOException, ConnectionException, StoppedException {
        for (StoredReceipt stored : wallet.folder().receipts().of(id)) {
            Receipt receipt = stored.receipt();
            if (wallet.hasPaid(receipt) && receipt.order().filter(intent::isOf).isPresent()) {
                return new Finding.Known(new PaymentResult.Paid(receipt, new Keeping.Kept(stored.file(), false)));
            }
        }
        return recorded(id, intent);
    }

    /// What the ledger has of this id. Only what says that there is no payment yet lets another order be signed.
    private Finding recorded(PaymentId id, PaymentIntent intent) throws ConnectionException, StoppedException {
        Response answer = server.connection().ask(new Request.Status(id, Optional.empty()));
        return switch (answer) {
            case Response.Committed committed -> committed(id, committed.proof(), intent);
            case Response.Cancelled cancelled -> unpaid(new Obstacle.Cancelled());
            // The refusal is of an order that this wallet has not signed; the ledger commits one of this id at most.
            case Response.NeverSeen neverSeen -> new Finding.None();
            case Response.Refused refused -> new Finding.None();
            // Without an account, nobody has paid.
            case Response.AuthenticationFailed withoutAccount -> new Finding.None();
            case Response.TransFailed busy ->
                throw new ConnectionException(
                        Trouble.BUSY,
                        "the server does not say now what became of " + id + ": " + PlainText.foreign(busy.text()),
                        AGAIN,
                        null);
            default -> throw unreadable(id);
        };
    }

    private Finding committed(PaymentId id, String proof, PaymentIntent intent)
            throws ConnectionException, StoppedException {
        Optional<PaymentOrder> order = Receipt.parse(proof).flatMap(Receipt::order);
        if (order.isEmpty()) {
            throw unreadable(id);
        }
        requireSame(order.get(), intent);
        return new Finding.Known(ending.look(order.get()));
    }

    private static ConnectionException unreadable(PaymentId id) {
        return new ConnectionException(
                Trouble.UNTRUSTED,
                "what the server says of " + id + " cannot be read: it may have been paid",
                AGAIN,
                null);
    }

    /// A shop makes another order, with another memo, of a basket whose quote has lapsed. Whether an order that was
    /// paid is of the same basket is for others to see; until then the payer's name for it is all that counts.
    private static void requireAlike(PaymentOrder order, PaymentIntent intent) throws StoppedException {
        boolean purchases = Purpose.of(order.memo()) instanceof Purpose.Order
                && Purpose.of(intent.memo()) instanceof Purpose.Order
                && order.payee().equals(intent.payee());
        if (!purchases) {
            requireSame(order, intent);
        }
    }

    private static void requireSame(PaymentOrder order, PaymentIntent intent) throws StoppedException {
        if (!intent.isOf(order)) {
            throw new StoppedException(new Obstacle.IdTaken(order));
        }
    }
}
