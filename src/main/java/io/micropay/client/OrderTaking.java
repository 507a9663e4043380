package io.micropay.client;

import io.micropay.crypto.VerificationKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Takes the orders that come to a payee, on whatever way: decides, submits, and keeps the receipt.
final class OrderTaking {

    private final OrderDesk desk;
    private final RequestDesk requests;
    private final Submission submission;
    private final PayeeNotices notices;

    /// Read by each order from its acceptance until it has been told of, written by who wants to leave.
    private final ReentrantReadWriteLock submitting = new ReentrantReadWriteLock();

    OrderTaking(OrderDesk desk, RequestDesk requests, Submission submission, PayeeNotices notices) {
        this.desk = desk;
        this.requests = requests;
        this.submission = submission;
        this.notices = notices;
    }

    /// The way back to the payer of an order.
    interface Payer {
        void decline(String reason) throws IOException, ConnectionException;

        /// The order is about to be submitted.
        void accept(SignedOrder signed, Decision.Accepted accepted) throws IOException;

        /// The server has answered with this line.
        void pass(String line) throws IOException, ConnectionException;
    }

    /// Answers an order. May wait for a person.
    ///
    /// @param key the payer's, as who has brought the order has shown
    /// @throws ConnectionException when the server cannot be asked
    void take(SignedOrder signed, VerificationKey key, Payer payer) throws IOException, ConnectionException {
        switch (desk.decide(signed, key)) {
            case Decision.Declined declined -> payer.decline(declined.reason());
            case Decision.Accepted accepted -> {
                try (Turn turn = requests.begin(signed)) {
                    if (turn.objection().isPresent()) {
                        notices.declined(signed.order(), turn.objection().get());
                        payer.decline(turn.objection().get());
                    } else {
                        submit(signed, accepted, key, turn, payer);
                    }
                }
            }
        }
    }

    /// Waits until what was accepted has been submitted and told of; then accepts nothing more until it is let go.
    ///
    /// @return what lets go
    Runnable finish(Duration patience) throws InterruptedException {
        boolean done = submitting.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        return done ? submitting.writeLock()::unlock : () -> {};
    }

    private void submit(SignedOrder signed, Decision.Accepted accepted, VerificationKey key, Turn turn, Payer payer)
            throws IOException, ConnectionException {
        submitting.readLock().lock();
        try {
            submitAlone(signed, accepted, key, turn, payer);
        } finally {
            submitting.readLock().unlock();
        }
    }

    private void submitAlone(
            SignedOrder signed, Decision.Accepted accepted, VerificationKey key, Turn turn, Payer payer)
            throws IOException, ConnectionException {
        payer.accept(signed, accepted);
        Optional<String> line = submission.submit(signed, accepted);
        try {
            if (line.isPresent()) {
                payer.pass(line.get());
            }
        } finally {
            submission.conclude(signed, accepted, key, line, turn);
        }
    }
}
