package io.micropay.audit;

import io.micropay.audit.WrongRow.Table;
import io.micropay.crypto.CmsVerifier;
import io.micropay.ledger.ArchivedSettlement;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerArchive.Snapshot;
import io.micropay.ledger.LedgerStore;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The days that were settled when an audit began. Those are final: whatever a later look finds of one must be right.
final class SettledDays {

    private final Set<Day> days = new HashSet<>();
    private Optional<WrongRow> firstWrong = Optional.empty();
    private Optional<WrongRow> firstUntrueFile = Optional.empty();

    /// @param date as it is stored
    private record Day(long merchant, String date) {
        static Day of(ArchivedSettlement row) {
            return new Day(row.merchant(), row.date());
        }
    }

    void add(ArchivedSettlement row) {
        days.add(Day.of(row));
    }

    int size() {
        return days.size();
    }

    /// The first one that is wrong, in the order of the merchants and then of the days.
    ///
    /// @param authority the CA of this ledger
    /// @param files what there is beside it
    Optional<WrongRow> firstWrong(
            LedgerArchive archive, Standing standing, X509Certificate authority, SettledFiles files) {
        try (LedgerStore.Reader reader = archive.openReader();
                Snapshot snapshot = archive.snapshot()) {
            SettledDayCheck check =
                    new SettledDayCheck(standing.ledgerId().orElseThrow(), new CmsVerifier(authority), reader, files);
            snapshot.settlements(page -> page.stream()
                    .filter(row -> firstWrong.isEmpty() && days.contains(Day.of(row)))
                    .forEach(row -> note(row, standing.accounts(), check)));
        }
        return firstWrong;
    }

    /// The first one whose files are not there or not true, by what [#firstWrong] has seen: the ledger itself may be
    /// right.
    Optional<WrongRow> firstUntrueFile() {
        return firstUntrueFile;
    }

    private void note(ArchivedSettlement row, Accounts accounts, SettledDayCheck check) {
        String name = (accounts.name(row.merchant()) + " " + row.date()).strip();
        SettledDayCheck.Found found = accounts.account(row.merchant())
                .map(merchant -> check.look(row, merchant.name()))
                .orElseGet(() -> SettledDayCheck.Found.inLedger("its merchant has no account"));
        if (!found.inLedger().isEmpty()) {
            firstWrong = Optional.of(new WrongRow(Table.SETTLEMENT, row.merchant(), name, found.inLedger()));
        } else if (!found.inFiles().isEmpty() && firstUntrueFile.isEmpty()) {
            firstUntrueFile = Optional.of(new WrongRow(Table.SETTLEMENT_FILE, row.merchant(), name, found.inFiles()));
        }
    }
}
