package io.micropay.audit;

import io.micropay.money.AccountName;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/// What there is of settled days beside a ledger.
public interface SettledFiles {

    /// What is wrong with the files of a day; empty when nothing is.
    List<String> problems(AuditedDay day);

    /// The reports on a day, by the names of their files, that are not the ledger's own.
    ///
    /// @throws UncheckedIOException when one cannot be read
    List<StrayReport> others(AuditedDay day);

    /// Gives out, one by one, the reports on days that are not settled, by the names of their files.
    ///
    /// @throws UncheckedIOException when something cannot be read
    void strays(BiPredicate<AccountName, LocalDate> isSettled, Consumer<StrayReport> each);
}
