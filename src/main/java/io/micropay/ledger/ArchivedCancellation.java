package io.micropay.ledger;

/// A row of the payments that their payer has called off, as it is stored; nothing of it has been checked.
///
/// @param payer the number of the payer's account
/// @param cancelledAt milliseconds since 1970
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record ArchivedCancellation(long payer, byte[] id, long cancelledAt) {}
