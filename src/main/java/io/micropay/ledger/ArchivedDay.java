package io.micropay.ledger;

/// Which day is settled, as it is stored; nothing of it has been checked.
///
/// @param merchant the number of the merchant's account
/// @param date `yyyy-mm-dd`
public record ArchivedDay(long merchant, String date) {}
