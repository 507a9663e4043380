package io.micropay.audit;

import io.micropay.ledger.ChainHead;
import java.util.Optional;

/// What an audit has found.
///
/// @param ledgerId the fingerprint of the CA's key; empty in a ledger that no server was started on
/// @param accounts how many accounts people have
/// @param head the end of the chain as the audit began
/// @param deposits how many of the transfers are opening deposits
/// @param signed whether people's signatures were verified too
/// @param receipts how many kept receipts were found to agree
/// @param shops how many there are
/// @param shopStart the transfer up to which no sales of orders were looked for, as the ledger says; 0 when all were
/// @param settledDays how many days were settled as the audit began
/// @param settledVerified how many of them were found to be right; empty when they were not looked at, which takes the
///     CA of this ledger and all before them to be right, or when one is wrong
/// @param sumMicros the sum of all balances on record, the treasury's too
/// @param firstWrong the first row that is wrong, in the order in which things are checked; empty when all is right
public record AuditReport(
        Optional<String> ledgerId,
        long accounts,
        ChainHead head,
        long deposits,
        boolean signed,
        long receipts,
        long shops,
        long shopStart,
        long settledDays,
        Optional<Long> settledVerified,
        long sumMicros,
        Optional<WrongRow> firstWrong) {

    public boolean isRight() {
        return firstWrong.isEmpty();
    }

    /// How many payments between people the ledger holds.
    public long payments() {
        return head.seq() - deposits;
    }
}
