package io.micropay.audit;

import io.micropay.audit.JournalWalk.Step;
import io.micropay.audit.LedgerAudit.SettlementAudit;
import io.micropay.audit.WrongRow.Table;
import io.micropay.concurrent.Subtask;
import io.micropay.concurrent.TaskScope;
import io.micropay.crypto.Fingerprint;
import io.micropay.ledger.ArchivedTransfer;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerArchive.Snapshot;
import io.micropay.ledger.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One audit as it goes on.
///
/// The journal is read and walked through by the caller's thread, while the signatures of the page before are verified
/// on all processors: however long the journal is, two pages of it are in memory.
final class AuditRun {

    private static final int PAGE = 2_048;
    private static final int SIGNED_AT_ONCE = 64;

    private final LedgerArchive archive;
    private final KeptReceipts receipts;
    private final boolean withSignatures;
    private final Progress progress;
    private final Optional<SettlementWalk> settlements;
    private final Standing standing;
    private final long last;
    private final JournalWalk walk;
    private Optional<Long> settledVerified = Optional.empty();

    private AuditRun(
            LedgerArchive archive,
            KeptReceipts receipts,
            boolean withSignatures,
            Progress progress,
            Optional<SettlementAudit> settlements,
            Standing standing) {
        this.archive = archive;
        this.receipts = receipts;
        this.withSignatures = withSignatures;
        this.progress = progress;
        this.settlements = settlements
                .filter(audit -> standing.ledgerId()
                        .equals(Optional.of(Fingerprint.ofKey(audit.authority().getPublicKey())
                                .hex())))
                .map(audit -> new SettlementWalk(archive, standing, audit));
        this.standing = standing;
        this.last = standing.head().seq();
        this.walk = new JournalWalk(standing.accounts(), archive.repeatedPayment(last));
    }

    static AuditRun of(
            LedgerArchive archive,
            List<KeptReceipt> receipts,
            boolean withSignatures,
            Progress progress,
            Optional<SettlementAudit> settlements) {
        Standing standing;
        try (Snapshot snapshot = archive.snapshot()) {
            standing = Standing.read(snapshot);
        }
        return new AuditRun(archive, new KeptReceipts(receipts), withSignatures, progress, settlements, standing);
    }

    /// One thing to check, when all before it was right.
    private interface Check {
        Optional<WrongRow> firstWrong() throws InterruptedException;
    }

    AuditReport report() throws InterruptedException {
        Optional<WrongRow> firstWrong = firstWrong();
        return new AuditReport(
                standing.ledgerId(),
                standing.accounts().size(),
                standing.head(),
                walk.deposits(),
                withSignatures,
                receipts.size(),
                standing.shops().size(),
                standing.shopStart(),
                standing.settled().size(),
                settledVerified,
                standing.positions().sumMicros(),
                firstWrong);
    }

    private Optional<WrongRow> firstWrong() throws InterruptedException {
        List<Check> checks = List.of(
                this::binding,
                () -> receipts.firstWrong(standing.ledgerId().orElse("")),
                () -> standing.accounts().firstWrong(),
                this::journal,
                this::cutTail,
                () -> standing.positions().firstWrong(standing.accounts()),
                this::marks,
                this::strays,
                () -> standing.remembered().firstWrong(),
                this::shopStart,
                this::settledDays,
                this::store,
                () -> standing.shops().firstWrong(),
                () -> settlements.flatMap(SettlementWalk::firstUntrueFile));
        for (Check check : checks) {
            Optional<WrongRow> wrong = check.firstWrong();
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private Optional<WrongRow> binding() {
        return standing.ledgerId().filter(Fingerprint::isForm).isPresent()
                ? Optional.empty()
                : Optional.of(new WrongRow(Table.LEDGER, 0, "", "it does not say which CA it belongs to"));
    }

    /// A part of the journal that was walked through.
    ///
    /// @param right the transfers that are right but for their signatures, which nobody has looked at yet
    /// @param wrong what ended the walk
    private record Stretch(List<WalkedTransfer> right, Optional<WrongRow> wrong) {}

    private Optional<WrongRow> journal() throws InterruptedException {
        SignatureCheck signatures =
                new SignatureCheck(new Fingerprint(standing.ledgerId().orElseThrow()));
        Stretch stretch = new Stretch(List.of(), Optional.empty());
        do {
            try (TaskScope scope = TaskScope.open("audit")) {
                List<Subtask<Optional<WrongRow>>> verified = verify(scope, signatures, stretch.right());
                Stretch next = walkOn(stretch, signatures);
                scope.join();
                Optional<WrongRow> unsigned = verified.stream()
                        .map(Subtask::get)
                        .flatMap(Optional::stream)
                        .findFirst();
                if (unsigned.isPresent()) {
                    return unsigned;
                }
                stretch = next;
            }
            progress.at(walk.seq() - stretch.right().size(), last);
        } while (!stretch.right().isEmpty());
        return stretch.wrong();
    }

    private List<Subtask<Optional<WrongRow>>> verify(
            TaskScope scope, SignatureCheck signatures, List<WalkedTransfer> transfers) {
        List<Subtask<Optional<WrongRow>>> found = new ArrayList<>();
        if (withSignatures) {
            for (int start = 0; start < transfers.size(); start += SIGNED_AT_ONCE) {
                List<WalkedTransfer> some =
                        transfers.subList(start, Math.min(start + SIGNED_AT_ONCE, transfers.size()));
                found.add(scope.fork(() -> signatures.firstWrong(some)));
            }
        }
        return found;
    }

    private Stretch walkOn(Stretch before, SignatureCheck signatures) {
        List<WalkedTransfer> right = new ArrayList<>(PAGE);
        if (before.wrong().isPresent() || walk.seq() == last) {
            return new Stretch(right, before.wrong());
        }
        List<ArchivedTransfer> rows = archive.transfers(walk.seq(), last, PAGE);
        AuditedSales sales = sales(rows);
        for (ArchivedTransfer row : rows) {
            if (row.seq() != walk.seq() + 1) {
                return new Stretch(right, Optional.of(missing("transfer " + row.seq() + " comes next")));
            }
            Step step = walk.next(row);
            List<String> problems = new ArrayList<>(step.problems());
            step.transfer().ifPresent(transfer -> problems.addAll(receipts.problems(transfer)));
            step.transfer().flatMap(sales::problem).ifPresent(problems::add);
            if (!problems.isEmpty()) {
                step.transfer()
                        .filter(transfer -> !step.chained())
                        .ifPresent(transfer -> problems.addAll(diagnosis(transfer, signatures)));
                return new Stretch(right, Optional.of(new WrongRow(Table.TRANSFER, row.seq(), "", problems)));
            }
            step.transfer().ifPresent(right::add);
        }
        return new Stretch(right, rows.isEmpty() ? Optional.of(missing("none comes after it")) : Optional.empty());
    }

    private AuditedSales sales(List<ArchivedTransfer> rows) {
        return new AuditedSales(
                standing.ledgerId().orElseThrow(),
                standing.shopStart(),
                rows.isEmpty()
                        ? List.of()
                        : archive.sales(walk.seq(), rows.getLast().seq()));
    }

    private WrongRow missing(String instead) {
        return new WrongRow(Table.TRANSFER, walk.seq() + 1, "", "it is missing: " + instead);
    }

    /// More about a transfer that does not fit the chain: changed content shows in what people have signed.
    private List<String> diagnosis(WalkedTransfer wrong, SignatureCheck signatures) {
        List<String> unsigned = signatures.problems(wrong);
        return unsigned.isEmpty()
                ? new Diagnosis(archive, walk).of(wrong, last).stream().toList()
                : unsigned;
    }

    /// Transfers at the end that others know of.
    private Optional<WrongRow> cutTail() {
        return receipts.cutTail(last)
                .or(() -> standing.positions().newestSeq() > last
                        ? Optional.of(missing("an account's newest is transfer "
                                + standing.positions().newestSeq() + ", and the ledger ends at " + last))
                        : Optional.empty());
    }

    private Optional<WrongRow> marks() {
        Marks marks = new Marks(standing.accounts());
        archive.marks(last, page -> page.forEach(marks::add));
        return marks.firstWrong();
    }

    /// What points beyond the journal has been put there: a history would be entered where there is nothing.
    private Optional<WrongRow> strays() {
        return archive.strayMark()
                .map(mark -> new WrongRow(
                        Table.HISTORY_MARK,
                        mark.account(),
                        standing.accounts().name(mark.account()),
                        "it has a mark at transfer " + mark.seq() + ", which there is not"))
                .or(() -> wrongSale(archive.straySale()));
    }

    private static Optional<WrongRow> wrongSale(OptionalLong seq) {
        return seq.isEmpty()
                ? Optional.empty()
                : Optional.of(new WrongRow(
                        Table.TRANSFER, seq.getAsLong(), "", "there is a sale on record for it, and no such transfer"));
    }

    /// Beyond the end it would excuse sales that are yet to come.
    private Optional<WrongRow> shopStart() {
        return standing.shopStart() > last
                ? Optional.of(new WrongRow(
                        Table.LEDGER,
                        0,
                        "",
                        "orders are said to have sales behind transfer " + standing.shopStart() + ", and it ends at "
                                + last))
                : Optional.empty();
    }

    private Optional<WrongRow> settledDays() {
        if (settlements.isEmpty()) {
            return Optional.empty();
        }
        Optional<WrongRow> wrong = settlements.get().firstWrong();
        if (wrong.isEmpty()) {
            settledVerified = Optional.of((long) standing.settled().size());
        }
        return wrong;
    }

    private Optional<WrongRow> store() {
        return archive.damage().map(problem -> new WrongRow(Table.STORE, 0, "", problem));
    }
}
