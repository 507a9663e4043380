package io.micropay.server;

import io.micropay.jfr.SaleEvent;
import io.micropay.ledger.Account;
import io.micropay.ledger.Cancellation;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.PaymentState;
import io.micropay.ledger.PostedTransfer;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Purpose;
import io.micropay.payment.CoSignedPayment;
import io.micropay.payment.PaymentOutcome;
import io.micropay.payment.PaymentProcessor;
import io.micropay.payment.ReceiptIssuer;
import io.micropay.payment.RefusalReason;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.util.Optional;

/// Has payments made, and says for ever after what became of them.
final class TransferDesk {

    private final Ledger ledger;
    private final PaymentProcessor payments;
    private final ReceiptIssuer receipts;
    private final EventDesk events;
    private final ServerLog log;

    TransferDesk(Ledger ledger, PaymentProcessor payments, ReceiptIssuer receipts, EventDesk events, ServerLog log) {
        this.ledger = ledger;
        this.payments = payments;
        this.receipts = receipts;
        this.events = events;
        this.log = log;
    }

    Response submit(Session session, Request.Trans trans) throws InterruptedException {
        var payment = new CoSignedPayment(trans.order(), trans.payerSignature(), trans.payeeSignature());
        PaymentOutcome outcome = payments.process(payment, session.login().orElse(null));
        tell(trans.order(), outcome);
        Response answer = Answers.of(outcome);
        if (session.isListening()) {
            events.submitted(session, trans.order(), answer);
        }
        return answer;
    }

    private void tell(PaymentOrder order, PaymentOutcome outcome) {
        if (outcome instanceof PaymentOutcome.Committed committed && committed.repeated()) {
            // It was told when it was made; whoever submits it again makes no other.
            return;
        }
        Purpose purpose = Purpose.of(order.memo());
        switch (outcome) {
            case PaymentOutcome.Committed committed -> log.paid(order, purpose);
            case PaymentOutcome.Refused refused -> log.refused(order, purpose, refused.reason());
        }
        if (purpose instanceof Purpose.Order sale) {
            record(order, sale, outcome);
        }
    }

    private static void record(PaymentOrder payment, Purpose.Order sale, PaymentOutcome outcome) {
        SaleEvent event = new SaleEvent();
        event.order = sale.order().toString();
        event.payment = payment.id().toString();
        event.outcome = switch (outcome) {
            case PaymentOutcome.Committed committed -> "SOLD";
            case PaymentOutcome.Refused refused -> refused.reason().name();
        };
        event.commit();
    }

    Response status(Account asker, Request.Status status) {
        Optional<Account> payer =
                status.payer().isEmpty() ? Optional.of(asker) : status.payer().flatMap(ledger::account);
        if (payer.isEmpty()) {
            return new Response.NeverSeen();
        }
        return switch (ledger.status(asker, payer.get(), status.id())) {
            case PaymentState.NeverSeen never -> new Response.NeverSeen();
            case PaymentState.Committed committed -> committed(committed.transfer());
            case PaymentState.Refused refused ->
                new Response.Refused(RefusalReason.of(refused.reason()).name());
            case PaymentState.Cancelled cancelled -> new Response.Cancelled();
            case PaymentState.Busy busy -> Answers.refused(RefusalReason.BUSY);
        };
    }

    Response cancel(Account payer, PaymentId id) {
        return switch (ledger.cancel(payer, id)) {
            case Cancellation.Cancelled cancelled -> {
                events.relays().cancelled(payer, id);
                yield new Response.Cancelled();
            }
            case Cancellation.Committed committed -> committed(committed.transfer());
            case Cancellation.Busy busy -> Answers.refused(RefusalReason.BUSY);
        };
    }

    Response history(Account account, Request.History history) {
        return new Response.History(ledger.history(account, history.before(), history.count()).stream()
                .map(receipts::proof)
                .toList());
    }

    private Response committed(PostedTransfer transfer) {
        return new Response.Committed(receipts.proof(transfer));
    }
}
