package io.micropay.ledger;

/// A row of the refusals that STATUS tells of, as it is stored; nothing of it has been checked.
///
/// @param payer the number of the payer's account; `payee` likewise
/// @param reason the name of a [Rejection]
/// @param refusedAt milliseconds since 1970
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record ArchivedRefusal(long payer, byte[] id, long payee, String reason, long refusedAt) {}
