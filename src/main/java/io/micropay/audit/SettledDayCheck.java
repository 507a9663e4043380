package io.micropay.audit;

import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.VerificationKey;
import io.micropay.csv.CsvFault;
import io.micropay.daybook.DayBook;
import io.micropay.ledger.Account;
import io.micropay.ledger.ArchivedSettlement;
import io.micropay.ledger.LedgerStore;
import io.micropay.money.AccountName;
import io.micropay.money.NetAmount;
import io.micropay.settlement.Reconciliation;
import io.micropay.settlement.ReportReader;
import io.micropay.settlement.SettlementHeader;
import io.micropay.settlement.SettlementReport;
import io.micropay.settlement.SettlementRow;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether one settled day is true: its report is the server's, is about this merchant's day and this file, and says of
/// the ledger what the transfers say.
final class SettledDayCheck {

    private final String ledgerId;
    private final CmsVerifier verifier;
    private final LedgerStore.Reader reader;
    private final SettledFiles files;
    private final DecodedKeys keys = new DecodedKeys();

    SettledDayCheck(String ledgerId, CmsVerifier verifier, LedgerStore.Reader reader, SettledFiles files) {
        this.ledgerId = ledgerId;
        this.verifier = verifier;
        this.reader = reader;
        this.files = files;
    }

    /// What is wrong with a day; empty lists when nothing is.
    ///
    /// @param inFiles with its files, which are looked at when the ledger is right
    record Found(List<String> inLedger, List<String> inFiles) {
        static Found inLedger(String problem) {
            return new Found(List.of(problem), List.of());
        }
    }

    /// @param misplaced reports on the day that lie where another day's would
    Found look(ArchivedSettlement row, AuditedAccount merchant, List<FoundReport> misplaced) {
        return keys.of(merchant)
                .map(key -> look(row, merchant.name(), key, misplaced))
                .orElseGet(() -> Found.inLedger("its merchant's key is none that an account can have"));
    }

    private Found look(ArchivedSettlement row, AccountName merchant, VerificationKey key, List<FoundReport> misplaced) {
        try {
            LocalDate date = LocalDate.parse(row.date());
            SettlementReport report =
                    ReportReader.read(verifier.verifyReport(row.report()).content());
            List<String> problems = new ArrayList<>();
            if (!report.header().equals(new SettlementHeader(ledgerId, merchant, date))) {
                problems.add("its report is about another day");
            }
            if (!report.fileHash().equals(HexFormat.of().formatHex(row.fileHash()))) {
                problems.add("its report is about another file");
            }
            problem(report.reconciliation(), merchant, date).ifPresent(problems::add);
            return problems.isEmpty()
                    ? look(new AuditedDay(merchant, key, date, row.report(), report), misplaced)
                    : new Found(problems, List.of());
        } catch (DateTimeException notADay) {
            return Found.inLedger("its date is none");
        } catch (CryptoException | CsvFault untrue) {
            return Found.inLedger("its report is not true: " + untrue.getMessage());
        }
    }

    private Found look(AuditedDay day, List<FoundReport> misplaced) {
        return contradiction(day, misplaced)
                .map(Found::inLedger)
                .orElseGet(() -> new Found(List.of(), files.problems(day)));
    }

    /// A day is settled once, so a ledger that has signed two reports on it has lost one, wherever they lie.
    private Optional<String> contradiction(AuditedDay day, List<FoundReport> misplaced) {
        Stream<FoundReport> inPlace =
                files.others(day).stream().flatMap(other -> FoundReport.of(other, ledgerId, verifier).stream());
        return Stream.concat(inPlace, misplaced.stream())
                .filter(found -> found.contradicts(day.report()))
                .findFirst()
                .map(found -> "another settlement of it is missing, and this ledger has signed the report on that: "
                        + found.source());
    }

    private Optional<String> problem(Reconciliation found, AccountName merchant, LocalDate date) {
        Account account = reader.account(merchant).orElseThrow();
        Optional<List<SettlementRow>> rows = DayBook.rows(reader.days(), reader::account, account, date);
        if (rows.isEmpty()) {
            return Optional.of("it has more payments than can be settled");
        }
        NetAmount total = SettlementRow.total(rows.get());
        if (!total.equals(found.total())) {
            return Optional.of("its report says " + found.total() + " in total, and the transfers " + total);
        }
        Optional<SettlementRow> unknown = found.firstNotAmong(rows.get());
        if (unknown.isPresent()) {
            return Optional.of("its report names a payment that no transfer is: "
                    + unknown.get().id());
        }
        int matched = rows.get().size() - found.missing() - found.mismatched();
        return matched == found.matched()
                ? Optional.empty()
                : Optional.of("its report counts " + found.matched() + " that matched, and the transfers " + matched);
    }
}
