package io.micropay.client;

import io.micropay.client.OrderJournal.OpenOrder;
import io.micropay.crypto.VerificationKey;
import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.ntp.Deviation;
import io.micropay.wire.Response.OnlineAccount;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pays: hands the payee a signed order, and believes the answer only with the ledger's proof.
///
/// Before the order is sent, whatever goes wrong has paid nothing. From then on the order is open, and an end without
/// a proof is a doubt that the server ends.
final class Payer {

    private final Wallet wallet;
    private final LedgerServer server;
    private final OrderEnding ending;
    private final LeftOrders leftOrders;
    private final PaymentNotices notices;
    private final PayeeWays ways;
    private final EarlierAttempts attempts;
    private volatile @Nullable PayeeWay current;
    private volatile boolean givenUp;

    /// @param outcomes where the server tells what became of orders that go through it
    Payer(
            Wallet wallet,
            LedgerServer server,
            OrderEnding ending,
            LeftOrders leftOrders,
            RelayOutcomes outcomes,
            PaymentNotices notices) {
        this.wallet = wallet;
        this.server = server;
        this.ending = ending;
        this.leftOrders = leftOrders;
        this.ways = new PayeeWays(wallet, server, outcomes);
        this.notices = notices;
        this.attempts = new EarlierAttempts(wallet, server, ending);
    }

    /// Pays, and comes back with what became of it.
    ///
    /// @throws ConnectionException when the server went away before an order was signed: nothing was paid
    PaymentResult pay(AccountName payer, PaymentIntent intent) throws ConnectionException {
        try {
            return switch (attempts.find(intent)) {
                case EarlierAttempts.Finding.None none -> payFirst(payer, intent);
                case EarlierAttempts.Finding.Known known -> known.result();
                case EarlierAttempts.Finding.Left left -> goOn(left.order(), intent);
            };
        } catch (StoppedException nothingSent) {
            return new PaymentResult.NotPaid(nothingSent.obstacle());
        }
    }

    /// What became of a payment that has a name, as far as that is known without another attempt.
    ///
    /// @return empty when it takes one
    Optional<PaymentResult> earlier(PaymentIntent intent) throws ConnectionException {
        try {
            return switch (attempts.find(intent)) {
                case EarlierAttempts.Finding.None none -> Optional.empty();
                case EarlierAttempts.Finding.Known known -> Optional.of(known.result());
                case EarlierAttempts.Finding.Left left -> {
                    left.order().close();
                    yield Optional.empty();
                }
            };
        } catch (StoppedException nothingSent) {
            return Optional.of(new PaymentResult.NotPaid(nothingSent.obstacle()));
        }
    }

    private PaymentResult payFirst(AccountName payer, PaymentIntent intent)
            throws ConnectionException, StoppedException {
        requireRightClock();
        if (intent.anyway()) {
            leftOrders.paidUnheardOf(intent).ifPresent(leftOrders::heardOf);
        } else if (intent.id().isEmpty()) {
            requireFirst(intent);
        }
        return handOver(intent, (way, payee, key) -> {
            PaymentId id = intent.id().orElseGet(PaymentId::next);
            long now = server.ledger().now();
            return send(way, wallet.order(payer, intent.amount(), payee, id, intent.memo(), now), intent, key);
        });
    }

    /// Hands the very order over that an earlier run has signed: one more would be another. It stays open where the
    /// payee is not to be had.
    private PaymentResult goOn(OpenOrder left, PaymentIntent intent) {
        try (left) {
            SignedOrder signed = left.signed();
            notices.orderOpen(signed.order());
            try {
                return ended(left, handOver(intent, (way, payee, key) -> exchange(way, signed, key)));
            } catch (StoppedException notHandedOver) {
                return new PaymentResult.Open(signed.order(), notHandedOver.obstacle());
            } catch (ConnectionException lost) {
                return new PaymentResult.Open(signed.order(), new Obstacle.StillOpen());
            }
        }
    }

    /// What to do on a way that leads to the payee.
    private interface Handing {
        PaymentResult over(PayeeWay way, AccountName payee, VerificationKey key) throws StoppedException;
    }

    private PaymentResult handOver(PaymentIntent intent, Handing handing) throws ConnectionException, StoppedException {
        OnlineAccount listed = ways.place(intent);
        VerificationKey key =
                server.keyOf(listed.name()).orElseThrow(() -> new StoppedException(new Obstacle.UnknownPayee()));
        try (PayeeWay way = ways.find(intent, listed, key)) {
            givenUp = false;
            current = way;
            way.open(notices);
            // The server's clock may have been set since it was last asked.
            server.refresh();
            return handing.over(way, listed.name(), key);
        } finally {
            current = null;
        }
    }

    private void requireRightClock() throws StoppedException {
        Optional<Deviation> wrong = wallet.clockWrongBy();
        if (wrong.isPresent()) {
            throw new StoppedException(new Obstacle.ClockWrong(wrong.get()));
        }
    }

    /// A substitute for an order that is open could be paid beside it, and one for an order that was paid unheard of
    /// would be.
    private void requireFirst(PaymentIntent intent) throws StoppedException {
        try {
            leftOrders.review(false);
            Optional<PaymentOrder> paid = leftOrders.paidUnheardOf(intent);
            if (paid.isPresent()) {
                leftOrders.endInJournal(paid.get());
                throw new StoppedException(new Obstacle.SameOrderPaid(paid.get()));
            }
            requireNoneOpen(intent);
        } catch (IOException unreadable) {
            throw new StoppedException(new Obstacle.JournalUnreadable(FileTroubles.detail(unreadable)));
        }
    }

    private void requireNoneOpen(PaymentIntent intent) throws StoppedException, IOException {
        for (PaymentOrder order : wallet.journal().open()) {
            if (intent.isOf(order)) {
                throw new StoppedException(new Obstacle.SameOrderOpen(order));
            }
        }
    }

    /// What is left to pay back was reckoned before: another process may have begun to pay a part of it since.
    private void requireAllKnown(Refundable refunded) throws StoppedException, IOException {
        if (!refunded.known().containsAll(wallet.journal().ordersFor(refunded.memo()))) {
            throw new StoppedException(new Obstacle.RefundedMeanwhile());
        }
    }

    /// From any thread: does not wait for the payee any longer. The payment under way ends with a definite answer all
    /// the same.
    void giveUp() {
        PayeeWay way = current;
        if (way != null) {
            givenUp = true;
            way.abort();
        }
    }

    private PaymentResult send(PayeeWay way, SignedOrder signed, PaymentIntent intent, VerificationKey payeeKey)
            throws StoppedException {
        try (OpenOrder open = begin(signed, intent)) {
            notices.orderOpen(signed.order());
            return ended(open, exchange(way, open.signed(), payeeKey));
        } catch (FileAlreadyExistsException another) {
            return new PaymentResult.Open(signed.order(), new Obstacle.InHand());
        } catch (IOException notWritten) {
            throw new StoppedException(new Obstacle.CannotKeep(FileTroubles.detail(notWritten)));
        }
    }

    private PaymentResult ended(OpenOrder order, PaymentResult result) {
        order.ended(PaymentState.of(result));
        if (result instanceof PaymentResult.NotPaid) {
            notices.orderUnpaid(order.signed().order());
        }
        return result;
    }

    /// Writes an order down. Another process of this wallet may be about to pay the same: the one that has the journal
    /// first does.
    private OpenOrder begin(SignedOrder signed, PaymentIntent intent) throws IOException, StoppedException {
        OrderJournal journal = wallet.journal();
        HeldFile alone = journal.alone();
        try {
            if (!intent.anyway() && intent.id().isEmpty()) {
                requireNoneOpen(intent);
            }
            if (intent.refunds().isPresent()) {
                requireAllKnown(intent.refunds().get());
            }
            return journal.begin(signed);
        } finally {
            alone.close();
        }
    }

    private PaymentResult exchange(PayeeWay way, SignedOrder signed, VerificationKey payeeKey) {
        try {
            String proof = way.awaitProof(signed, notices);
            VerificationKey payerKey = wallet.identity().verificationKey();
            return wallet.verify(proof, signed.order(), payerKey, payeeKey, server.ledger())
                    .<PaymentResult>map(ending::paid)
                    .orElseThrow(() -> new StoppedException(new Obstacle.PayeeNonsense("its proof does not verify")));
        } catch (StoppedException withoutProof) {
            Obstacle obstacle = givenUp ? new Obstacle.GivenUp() : withoutProof.obstacle();
            notices.cancelling(obstacle);
            return ending.end(signed.order(), obstacle);
        }
    }
}
