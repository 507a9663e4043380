package io.micropay.client;

import io.micropay.crypto.VerificationKey;
import io.micropay.money.Amount;
import io.micropay.money.PaymentOrder;
import io.micropay.wire.FormatException;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import io.micropay.wire.ResponseReader;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Submits accepted orders to the server, keeps the receipts that come back, and tells of them.
final class Submission {

    private final Wallet wallet;
    private final LedgerServer server;
    private final PayeeNotices notices;

    /// From before the server is asked until its answer has been told: the server tells of the payment, too, and of the
    /// balance after it.
    private final ConcurrentMap<String, BalanceAfter> inHand = new ConcurrentHashMap<>();

    Submission(Wallet wallet, LedgerServer server, PayeeNotices notices) {
        this.wallet = wallet;
        this.server = server;
        this.notices = notices;
    }

    /// The server tells of a payment, and of the balance after it.
    ///
    /// @return whether it is being submitted here: it is told of then when all is known
    boolean takesNote(PaymentOrder order, Amount balance) {
        BalanceAfter waiting = inHand.get(order.toString());
        if (waiting != null) {
            waiting.told(balance);
        }
        return waiting != null;
    }

    /// Asks the server to commit; [#conclude] has to follow. To ask again is always safe: the same payment gets the
    /// same answer.
    ///
    /// @return the server's line as it came; empty when there is none to be had
    Optional<String> submit(SignedOrder signed, Decision.Accepted accepted) {
        inHand.putIfAbsent(signed.order().toString(), new BalanceAfter(server));
        try {
            return Optional.of(server.connection().askForLine(trans(signed, accepted)));
        } catch (ConnectionException lost) {
            return committedAfterAll(signed.order());
        }
    }

    /// The answer may have been lost on a payment that was made. A new connection has no login, and needs none to ask.
    private Optional<String> committedAfterAll(PaymentOrder order) {
        return server.askByAnyWay(new Request.Status(order.id(), Optional.of(order.payer())))
                .filter(Response.Committed.class::isInstance)
                .map(Response.Committed.class::cast)
                .map(committed -> ResponseCodec.encode(new Response.TransOk(committed.proof())));
    }

    /// Takes note of what the server said: a receipt is kept when all of it verifies.
    ///
    /// @param turn to pay a request, if the order pays one
    void conclude(
            SignedOrder signed, Decision.Accepted accepted, VerificationKey payer, Optional<String> line, Turn turn) {
        try {
            takeNote(signed, accepted, payer, line, turn);
        } finally {
            inHand.remove(signed.order().toString());
        }
    }

    private void takeNote(
            SignedOrder signed, Decision.Accepted accepted, VerificationKey payer, Optional<String> line, Turn turn) {
        PaymentOrder order = signed.order();
        if (line.isEmpty()) {
            notices.notReceived(order, "", "the answer of the server is lost");
            return;
        }
        try {
            switch (ResponseReader.read(trans(signed, accepted), line.get())) {
                case Response.TransOk ok -> committed(order, payer, ok.proof(), turn);
                case Response.TransFailed failed -> {
                    turn.refused(failed);
                    notices.notReceived(order, failed.reason(), failed.text());
                }
                default -> notices.notReceived(order, "", "the server gave no answer to a payment");
            }
        } catch (FormatException garbled) {
            notices.notReceived(order, "", garbled.reason());
        }
    }

    private void committed(PaymentOrder order, VerificationKey payer, String proof, Turn turn) {
        VerificationKey payee = wallet.identity().verificationKey();
        Optional<VerifiedReceipt> verified = wallet.verify(proof, order, payer, payee, server.ledger());
        if (verified.isEmpty()) {
            notices.notReceived(order, "", "the server's proof does not verify");
            return;
        }
        Optional<OwnRequest> request = turn.paid();
        Keeping keeping = wallet.folder().receipts().keep(server.ledger().id(), verified.get());
        if (!(keeping instanceof Keeping.Kept kept) || kept.isNew()) {
            notices.received(new PaymentResult.Paid(verified.get().receipt(), keeping), balanceAfter(order));
            request.ifPresent(notices::requestPaid);
        }
    }

    private Optional<Amount> balanceAfter(PaymentOrder order) {
        return Optional.ofNullable(inHand.get(order.toString())).flatMap(BalanceAfter::get);
    }

    private static Request.Trans trans(SignedOrder signed, Decision.Accepted accepted) {
        return new Request.Trans(signed.order(), signed.payerSignature(), accepted.payeeSignature());
    }
}
