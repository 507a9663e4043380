package io.micropay.payment;

import io.micropay.crypto.Fingerprint;
import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.OrderExpiry;
import io.micropay.ledger.PaymentState;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;
import java.util.Optional;

/// Judges an order that no payee has countersigned yet, in the order of [RefusalReason].
///
/// The ledger's word on it comes before its expiry: a payment that was made stays made.
public final class OrderCheck {

    private final Fingerprint ledgerId;
    private final Ledger ledger;
    private final AccountKeys keys;
    private final ReceiptIssuer receipts;

    public OrderCheck(Fingerprint ledgerId, Ledger ledger, AccountKeys keys, ReceiptIssuer receipts) {
        this.ledgerId = ledgerId;
        this.ledger = ledger;
        this.keys = keys;
        this.receipts = receipts;
    }

    /// What is wrong with an order, whoever shows it.
    public static Optional<RefusalReason> fault(PaymentOrder order) {
        if (order.amount().isZero()) {
            return Optional.of(RefusalReason.AMOUNT);
        }
        return order.payer().equals(order.payee()) ? Optional.of(RefusalReason.SELF) : Optional.empty();
    }

    /// What is certain of an order before its payee is asked; empty while it may still be paid.
    ///
    /// @param payer the account that the order names as payer
    public Optional<PaymentOutcome> outcome(PaymentOrder order, Base64Url payerSignature, Account payer) {
        if (keys.isRevoked(payer)) {
            return refused(RefusalReason.UNKNOWN_PAYER);
        }
        if (!keys.of(payer).verify(SignedText.order(ledgerId, order), payerSignature.bytes())) {
            return refused(RefusalReason.BAD_PAYER_SIGNATURE);
        }
        return switch (ledger.status(payer, payer, order.id())) {
            case PaymentState.Committed committed -> Optional.of(receipts.repeated(order, committed.transfer()));
            case PaymentState.Cancelled cancelled -> refused(RefusalReason.CANCELLED);
            case PaymentState.Busy busy -> refused(RefusalReason.BUSY);
            // A refusal for want of funds, say, is not for ever: the payee may be asked again.
            case PaymentState.Refused refused -> expiry(order);
            case PaymentState.NeverSeen never -> expiry(order);
        };
    }

    private Optional<PaymentOutcome> expiry(PaymentOrder order) {
        return OrderExpiry.forbids(order.expires().epochMillis(), ledger.now())
                ? refused(RefusalReason.EXPIRED)
                : Optional.empty();
    }

    private static Optional<PaymentOutcome> refused(RefusalReason reason) {
        return Optional.of(new PaymentOutcome.Refused(reason));
    }
}
