package io.micropay.audit;

import io.micropay.crypto.VerificationKey;
import io.micropay.money.AccountName;
import io.micropay.settlement.SettlementReport;
import java.time.LocalDate;

/// A settled day that the ledger is right about, for its files to be held against.
///
/// @param merchant in the registered spelling
/// @param key his account's, which never changes
/// @param signed the report, as the server has signed it
/// @param report what it says
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record AuditedDay(
        AccountName merchant, VerificationKey key, LocalDate date, byte[] signed, SettlementReport report) {}
