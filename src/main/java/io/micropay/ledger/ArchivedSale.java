package io.micropay.ledger;

/// A row of the sales, as it is stored; nothing of it has been checked.
///
/// @param seq the transfer that paid it
/// @param payment the id that the buyer gave the payment
/// @param buyer the number of the buyer's account; `merchant` likewise
/// @param order its id
/// @param basket `<sku>:<qty>:<price>[,...]`
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record ArchivedSale(
        long seq, byte[] payment, long buyer, long merchant, String order, byte[] menuHash, String basket) {}
