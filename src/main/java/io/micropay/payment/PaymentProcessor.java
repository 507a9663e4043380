package io.micropay.payment;

import io.micropay.concurrent.Subtask;
import io.micropay.concurrent.TaskScope;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.VerificationKey;
import io.micropay.jfr.PaymentEvent;
import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.PostedTransfer;
import io.micropay.ledger.Transfer;
import io.micropay.ledger.TransferOutcome;
import io.micropay.money.PaymentOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges a submitted payment and has the ledger commit it.
///
/// Payer's signature, payee's signature and the ledger's look-up are examined side by side: the signatures on
/// threads of their own, the look-up on the session's, which would otherwise only wait. They return what they found;
/// the first refusal by precedence is chosen after the join, so timing never decides an answer, and nothing about
/// balances or ids is told to someone whose signatures do not verify. The commit comes after the join, never
/// beside the verifications: cancelling a sibling cannot undo a commit.
public final class PaymentProcessor {

    private final Ledger ledger;
    private final AccountKeys keys;
    private final ReceiptIssuer receipts;
    private final Fingerprint ledgerId;

    public PaymentProcessor(Fingerprint ledgerId, Ledger ledger, AccountKeys keys, ReceiptIssuer receipts) {
        this.ledgerId = ledgerId;
        this.ledger = ledger;
        this.keys = keys;
        this.receipts = receipts;
    }

    /// Decides `payment` for good, or answers [RefusalReason#BUSY].
    ///
    /// @param submitter the account the submitting session is logged in to, null without a login
    /// @throws InterruptedException when this thread was interrupted, before anything was committed
    public PaymentOutcome process(CoSignedPayment payment, @Nullable Account submitter) throws InterruptedException {
        PaymentEvent event = new PaymentEvent();
        event.begin();
        PaymentOutcome outcome = judge(payment, submitter, event);
        event.end();
        if (event.shouldCommit()) {
            event.id = payment.order().id().toString();
            if (outcome instanceof PaymentOutcome.Refused refused) {
                event.outcome = refused.reason().name();
            }
            event.commit();
        }
        return outcome;
    }

    private PaymentOutcome judge(CoSignedPayment payment, @Nullable Account submitter, PaymentEvent event)
            throws InterruptedException {
        PaymentOrder order = payment.order();
        Optional<RefusalReason> fault = OrderCheck.fault(order);
        if (fault.isPresent()) {
            return refused(fault.get());
        }
        if (submitter == null || !submitter.name().equals(order.payee()) || keys.isRevoked(submitter)) {
            return refused(RefusalReason.NOT_PAYEE);
        }
        Optional<Account> payer = ledger.account(order.payer()).filter(account -> !keys.isRevoked(account));
        if (payer.isEmpty()) {
            return refused(RefusalReason.UNKNOWN_PAYER);
        }
        long start = System.nanoTime();
        Findings findings = examine(payment, payer.get(), submitter);
        event.verificationNanos = System.nanoTime() - start;
        if (!findings.payerVerified()) {
            return refused(RefusalReason.BAD_PAYER_SIGNATURE);
        }
        if (!findings.payeeVerified()) {
            return refused(RefusalReason.BAD_PAYEE_SIGNATURE);
        }
        if (findings.posted().isPresent()) {
            return repeated(order, findings.posted().get(), event);
        }
        return commit(payment, payer.get(), submitter, event);
    }

    /// What the three examinations found.
    ///
    /// @param posted the transfer that (payer, id) stands for already
    private record Findings(boolean payerVerified, boolean payeeVerified, Optional<PostedTransfer> posted) {}

    private Findings examine(CoSignedPayment payment, Account payer, Account payee) throws InterruptedException {
        VerificationKey payerKey = keys.of(payer);
        VerificationKey payeeKey = keys.of(payee);
        PaymentOrder order = payment.order();
        try (var scope = TaskScope.open("payment")) {
            Subtask<Boolean> payerVerified = scope.fork(() -> payerKey.verify(
                    SignedText.order(ledgerId, order), payment.payerSignature().bytes()));
            Subtask<Boolean> payeeVerified = scope.fork(() -> payeeKey.verify(
                    SignedText.acceptance(ledgerId, order, payment.payerSignature()),
                    payment.payeeSignature().bytes()));
            Optional<PostedTransfer> posted = ledger.find(payer, order.id());
            scope.join();
            return new Findings(payerVerified.get(), payeeVerified.get(), posted);
        }
    }

    private PaymentOutcome repeated(PaymentOrder order, PostedTransfer posted, PaymentEvent event) {
        long start = System.nanoTime();
        PaymentOutcome outcome = receipts.repeated(order, posted);
        event.receiptNanos = System.nanoTime() - start;
        event.outcome = "REPEATED";
        return outcome;
    }

    private PaymentOutcome commit(CoSignedPayment payment, Account payer, Account payee, PaymentEvent event)
            throws InterruptedException {
        // The join above does not look for an interrupt when nothing is left to wait for.
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the commit");
        }
        long start = System.nanoTime();
        TransferOutcome outcome = ledger.commit(
                new Transfer(payer, payee, payment.order(), payment.payerSignature(), payment.payeeSignature()));
        event.commitNanos = System.nanoTime() - start;
        return switch (outcome) {
            case TransferOutcome.Posted posted -> {
                event.outcome = "COMMITTED";
                yield committed(posted.transfer(), event);
            }
            case TransferOutcome.Rejected rejected -> refused(RefusalReason.of(rejected.reason()));
            case TransferOutcome.Busy busy -> refused(RefusalReason.BUSY);
        };
    }

    private PaymentOutcome committed(PostedTransfer posted, PaymentEvent event) {
        long start = System.nanoTime();
        String proof = receipts.proof(posted);
        event.receiptNanos = System.nanoTime() - start;
        return new PaymentOutcome.Committed(proof, false);
    }

    private static PaymentOutcome refused(RefusalReason reason) {
        return new PaymentOutcome.Refused(reason);
    }
}
