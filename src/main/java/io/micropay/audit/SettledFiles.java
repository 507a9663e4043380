package io.micropay.audit;

import io.micropay.money.AccountName;
import java.time.LocalDate;
import java.util.List;

/// What there is of settled days beside a ledger.
@FunctionalInterface
public interface SettledFiles {

    /// Nothing that could be looked at.
    SettledFiles NONE = (merchant, date, fileHash, report) -> List.of();

    /// What is wrong with the files of a day; empty when nothing is.
    ///
    /// @param fileHash lower-case hex SHA-256 of the merchant's file
    /// @param report as the server has signed it
    List<String> problems(AccountName merchant, LocalDate date, String fileHash, byte[] report);
}
