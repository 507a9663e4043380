package io.micropay.audit;

import io.micropay.money.AccountName;
import io.micropay.settlement.SettlementReport;
import java.time.LocalDate;
import java.util.List;

/// What there is of settled days beside a ledger.
@FunctionalInterface
public interface SettledFiles {

    /// Nothing that could be looked at.
    SettledFiles NONE = (merchant, date, fileHash, signed, report) -> List.of();

    /// What is wrong with the files of a day; empty when nothing is.
    ///
    /// @param fileHash lower-case hex SHA-256 of the merchant's file
    /// @param signed the report, as the server has signed it
    /// @param report what it says
    List<String> problems(
            AccountName merchant, LocalDate date, String fileHash, byte[] signed, SettlementReport report);
}
