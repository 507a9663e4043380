package io.micropay.audit;

/// A file that is named as the report on a day, and is not the one that the ledger has on record; nothing of it is
/// checked yet.
///
/// @param source where it is, for people
/// @param signed CMS SignedData, if it is a report
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record StrayReport(String source, byte[] signed) {}
