package io.micropay.money;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which payments are refunds (protocol, *Shops*): it is shown payments in the order of the ledger.
///
/// A memo only claims to be one. It is one when the original came before it, ran between the same two in the other
/// direction, and all refunds of it total at most its amount: one that would go beyond that is none.
public final class RefundTally {

    private final Map<Key, Original> originals = new HashMap<>();

    /// An id belongs to its payer: another's payment may have the same.
    private record Key(AccountName payer, PaymentId id) {}

    private static final class Original {
        private final Paid paid;
        private long microsLeft;

        private Original(Paid paid) {
            this.paid = paid;
            this.microsLeft = paid.amount().micros();
        }
    }

    /// Takes the next payment.
    ///
    /// @return what it pays back, if it is a refund of a payment that was shown before
    public Optional<Paid> add(Paid payment) {
        Optional<Paid> paidBack = takeBack(payment);
        originals.putIfAbsent(new Key(payment.payer(), payment.id()), new Original(payment));
        return paidBack;
    }

    private Optional<Paid> takeBack(Paid claim) {
        if (!(Purpose.of(claim.memo()) instanceof Purpose.Refund(PaymentId id))) {
            return Optional.empty();
        }
        Original original = originals.get(new Key(claim.payee(), id));
        if (original == null
                || !original.paid.isClaimedBy(claim)
                || claim.amount().micros() > original.microsLeft) {
            return Optional.empty();
        }
        original.microsLeft -= claim.amount().micros();
        return Optional.of(original.paid);
    }
}
