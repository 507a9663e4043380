package io.micropay.client;

import io.micropay.crypto.VerificationKey;
import io.micropay.money.PaymentOrder;
import io.micropay.wire.Request;
import io.micropay.wire.ServerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Answers the orders that the server puts before this payee: judged as those that come to its port, and submitted on
/// its own session. The server sees what became of them, and tells their payers.
final class RelayedOrders {

    /// As many as a server puts before a payee at once.
    static final int ORDERS_MAX = 64;

    private static final String BUSY = "TRANS FAIL#BUSY";

    private final LedgerServer server;
    private final OrderTaking taking;
    private final PayeeNotices notices;
    private final Semaphore places = new Semaphore(ORDERS_MAX);

    RelayedOrders(LedgerServer server, OrderTaking taking, PayeeNotices notices) {
        this.server = server;
        this.taking = taking;
        this.notices = notices;
    }

    /// Does not wait for a person who may have to be asked: other events follow.
    void ordered(ServerEvent.Ordered event) {
        SignedOrder signed = new SignedOrder(event.order(), event.payerSignature());
        ToPayer payer = new ToPayer(signed.order());
        if (places.tryAcquire()) {
            Thread.ofVirtual().name("relayed-order").start(() -> answerInItsPlace(signed, payer));
        } else {
            answer(() -> payer.decline("too many orders at once"));
        }
    }

    private void answerInItsPlace(SignedOrder signed, ToPayer payer) {
        try {
            answer(() -> judge(signed, payer));
        } finally {
            places.release();
        }
    }

    private interface Answer {
        void give() throws IOException, ConnectionException;
    }

    private static void answer(Answer answer) {
        try {
            answer.give();
        } catch (ConnectionException lost) {
            // The server tells the payer that the payee is gone.
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void judge(SignedOrder signed, ToPayer payer) throws IOException, ConnectionException {
        Optional<VerificationKey> key = server.keyOf(signed.order().payer());
        if (key.isPresent()) {
            taking.take(signed, key.get(), payer);
        } else {
            payer.decline("there is no such payer");
        }
    }

    /// The server's session is the way back: what is submitted on it is told to the payer by the server itself.
    private final class ToPayer implements OrderTaking.Payer {

        private final PaymentOrder order;

        private ToPayer(PaymentOrder order) {
            this.order = order;
        }

        @Override
        public void decline(String reason) throws ConnectionException {
            server.connection().ask(new Request.Decline(order.payer(), order.id(), reason));
        }

        @Override
        public void accept(SignedOrder signed, Decision.Accepted accepted) {
            notices.submittingRelayed(order);
        }

        /// The server has said it to the payer, too, unless it was too busy: the order is pending still then.
        @Override
        public void pass(String line) throws ConnectionException {
            if (line.startsWith(BUSY)) {
                decline("the server is busy");
            }
        }
    }
}
