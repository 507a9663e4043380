package io.micropay.ledger;

/// A row of the shops, as it is stored; nothing of it has been checked.
///
/// @param merchant the number of the merchant's account
/// @param sortKey the merchant's name in lower case
/// @param items how many its menu has
/// @param open 1 for a shop that sells, else 0
/// @param menu CMS SignedData
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record ArchivedShop(long merchant, byte[] sortKey, byte[] menuHash, long items, long open, byte[] menu) {}
