package io.micropay.audit;

import io.micropay.audit.WrongRow.Table;
import io.micropay.crypto.CmsVerifier;
import io.micropay.ledger.ArchivedSettlement;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Goes through the settled days, and holds each against its report, the transfers and its files; and through the
/// reports at head office for days that the ledger has lost.
///
/// Nothing is held from one day to the next: a server may write for as long as it takes.
final class SettlementWalk {

    private final LedgerArchive archive;
    private final Standing standing;
    private final SettledFiles files;
    private final String ledgerId;
    private final CmsVerifier verifier;
    private Optional<WrongRow> firstWrong = Optional.empty();
    private Optional<WrongRow> firstUntrueFile = Optional.empty();

    SettlementWalk(LedgerArchive archive, Standing standing, LedgerAudit.SettlementAudit audit) {
        this.archive = archive;
        this.standing = standing;
        this.files = audit.files();
        this.ledgerId = standing.ledgerId().orElseThrow();
        this.verifier = new CmsVerifier(audit.authority());
    }

    /// The first day that is wrong, in the order of the merchants and then of the days; else the first that is lost.
    Optional<WrongRow> firstWrong() {
        LostDays lost = withoutRow();
        try (LedgerStore.Reader reader = archive.openReader()) {
            SettledDayCheck check = new SettledDayCheck(ledgerId, verifier, reader, files);
            archive.settlements(page -> page.forEach(row -> look(row, check, lost)));
        }
        return firstWrong.or(lost::first);
    }

    /// The first day whose files are not there or not true, by what [#firstWrong] has seen: the ledger itself may be
    /// right.
    Optional<WrongRow> firstUntrueFile() {
        return firstUntrueFile;
    }

    private LostDays withoutRow() {
        Set<NamedDay> settled = standing.settled()
                .all()
                .flatMap(day -> named(day.merchant(), day.date()).stream())
                .collect(Collectors.toSet());
        LostDays lost = new LostDays(ledgerId, verifier);
        files.strays((merchant, date) -> settled.contains(new NamedDay(merchant, date.toString())), lost::add);
        return lost;
    }

    private Optional<NamedDay> named(long merchant, String date) {
        return standing.accounts().account(merchant).map(account -> new NamedDay(account.name(), date));
    }

    private void look(ArchivedSettlement row, SettledDayCheck check, LostDays lost) {
        List<FoundReport> misplaced =
                named(row.merchant(), row.date()).map(lost::remove).orElse(List.of());
        if (firstWrong.isEmpty() && standing.settled().contains(row)) {
            note(row, misplaced, check);
        }
    }

    private void note(ArchivedSettlement row, List<FoundReport> misplaced, SettledDayCheck check) {
        SettledDayCheck.Found found = standing.accounts()
                .account(row.merchant())
                .map(merchant -> check.look(row, merchant, misplaced))
                .orElseGet(() -> SettledDayCheck.Found.inLedger("its merchant has no account"));
        if (!found.inLedger().isEmpty()) {
            firstWrong = Optional.of(wrong(Table.SETTLEMENT, row, found.inLedger()));
        } else if (!found.inFiles().isEmpty() && firstUntrueFile.isEmpty()) {
            firstUntrueFile = Optional.of(wrong(Table.SETTLEMENT_FILE, row, found.inFiles()));
        }
    }

    private WrongRow wrong(Table table, ArchivedSettlement row, List<String> problems) {
        String name = (standing.accounts().name(row.merchant()) + " " + row.date()).strip();
        return new WrongRow(table, row.merchant(), name, problems);
    }
}
