package io.micropay.ledger;

/// A settled day, as it is stored; nothing of it has been checked.
///
/// @param merchant the number of the merchant's account
/// @param date `yyyy-mm-dd`
/// @param report CMS SignedData
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record ArchivedSettlement(long merchant, String date, byte[] fileHash, byte[] report) {}
