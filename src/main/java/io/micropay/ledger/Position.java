package io.micropay.ledger;

import io.micropay.money.PaymentId;
import org.jspecify.annotations.Nullable;

/// Where an account stands: its balance, and the end of the list of its transfers.
///
/// The transfers of an account are a list linked through the journal: a transfer names the one before it of either
/// side, and the position names the newest. So a payment writes at the journal's end only, where an index over all
/// accounts would be written all over.
///
/// @param balanceMicros the posted balance in millionths; below zero for the treasury only
/// @param transfers how many transfers the account has taken part in
/// @param newestSeq the sequence number of the newest of them, 0 when there is none
/// @param newestPaid the highest id among the payments made by the account: one with a higher id is new
/// @param hasRefusals whether refusals of its payments may be on record
/// @param hasCancellations whether cancellations of its payments may be on record
public record Position(
        long balanceMicros,
        long transfers,
        long newestSeq,
        @Nullable PaymentId newestPaid,
        boolean hasRefusals,
        boolean hasCancellations) {

    /// Where every account begins.
    public static final Position OPENING = new Position(0, 0, 0, null, false, false);

    /// Whether the ledger may hold anything about this account's payment `id`. Wallets make ids that rise with time,
    /// so for a new payment the answer is almost always no, and the store need not be asked.
    boolean mayKnow(PaymentId id) {
        return mayHavePaid(id) || hasRefusals || hasCancellations;
    }

    boolean mayHavePaid(PaymentId id) {
        return newestPaid != null && id.compareTo(newestPaid) <= 0;
    }

    Position paid(long micros, long seq, PaymentId id) {
        PaymentId highest = mayHavePaid(id) ? newestPaid : id;
        return new Position(balanceMicros - micros, transfers + 1, seq, highest, hasRefusals, hasCancellations);
    }

    Position received(long micros, long seq) {
        return new Position(balanceMicros + micros, transfers + 1, seq, newestPaid, hasRefusals, hasCancellations);
    }

    Position withRefusals() {
        return new Position(balanceMicros, transfers, newestSeq, newestPaid, true, hasCancellations);
    }

    Position withCancellations() {
        return new Position(balanceMicros, transfers, newestSeq, newestPaid, hasRefusals, true);
    }
}
