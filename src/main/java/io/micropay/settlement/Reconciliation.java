package io.micropay.settlement;

import io.micropay.money.NetAmount;
import io.micropay.money.PaymentId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A merchant's file held against the ledger, payment by payment.
///
/// A row that the ledger has with the same order, amount and time is matched; each of the ledger's payments matches one
/// row. What is left under an id on both sides is mismatched, on one side missing or extra.
///
/// @param findings those of the file's rows in the order of the file, then what is missing in that of the ledger
/// @param total    of the ledger's payments, refunds taken off
public record Reconciliation(int matched, List<Finding> findings, NetAmount total) {

    public Reconciliation {
        findings = List.copyOf(findings);
    }

    /// Holds the rows of a file against those of the ledger.
    ///
    /// @param ledger the rows of a [MerchantDay]
    public static Reconciliation of(List<SettlementRow> file, List<SettlementRow> ledger) {
        Map<PaymentId, Deque<SettlementRow>> open = new LinkedHashMap<>();
        for (SettlementRow row : ledger) {
            open.computeIfAbsent(row.id(), id -> new ArrayDeque<>(1)).add(row);
        }
        List<SettlementRow> unmatched = new ArrayList<>();
        for (SettlementRow row : file) {
            Deque<SettlementRow> candidates = open.get(row.id());
            if (candidates == null || !candidates.remove(row)) {
                unmatched.add(row);
            }
        }
        return new Reconciliation(
                file.size() - unmatched.size(), findings(unmatched, open), SettlementRow.total(ledger));
    }

    /// Exact matches are all made before: what is left is paired by id alone.
    private static List<Finding> findings(List<SettlementRow> unmatched, Map<PaymentId, Deque<SettlementRow>> open) {
        List<Finding> findings = new ArrayList<>();
        for (SettlementRow inFile : unmatched) {
            Deque<SettlementRow> candidates = open.get(inFile.id());
            SettlementRow inLedger = candidates == null ? null : candidates.poll();
            findings.add(inLedger == null ? new Finding.Extra(inFile) : new Finding.Mismatched(inLedger, inFile));
        }
        for (Deque<SettlementRow> missing : open.values()) {
            missing.forEach(row -> findings.add(new Finding.Missing(row)));
        }
        return findings;
    }

    /// Whether it can have come of this file, whatever the ledger has: what is found about rows of the file is about
    /// rows that it has, all others are matched, and the total is what follows from that.
    boolean canBeOf(List<SettlementRow> file) {
        List<SettlementRow> filed = rows(Finding::filedRow);
        List<SettlementRow> inLedger = rows(Finding::ledgerRow);
        List<Finding> again = of(filed, inLedger).findings;
        return matched == file.size() - filed.size()
                && counted(again).equals(counted(findings))
                && areAmong(file, filed)
                && total.equals(SettlementRow.total(file)
                        .plus(SettlementRow.total(filed).negated())
                        .plus(SettlementRow.total(inLedger)));
    }

    /// The first row that it says the ledger has, and that these rows have not, or not as often.
    public Optional<SettlementRow> firstNotAmong(List<SettlementRow> ledger) {
        Map<SettlementRow, Integer> left = counted(ledger);
        for (SettlementRow row : rows(Finding::ledgerRow)) {
            int count = left.getOrDefault(row, 0);
            if (count == 0) {
                return Optional.of(row);
            }
            left.put(row, count - 1);
        }
        return Optional.empty();
    }

    private List<SettlementRow> rows(Function<Finding, Optional<SettlementRow>> side) {
        return findings.stream()
                .flatMap(finding -> side.apply(finding).stream())
                .toList();
    }

    private static boolean areAmong(List<SettlementRow> file, List<SettlementRow> rows) {
        Map<SettlementRow, Integer> left = counted(rows);
        file.forEach(row -> left.computeIfPresent(row, (same, count) -> count == 1 ? null : count - 1));
        return left.isEmpty();
    }

    private static <T> Map<T, Integer> counted(List<T> things) {
        Map<T, Integer> counts = new HashMap<>();
        things.forEach(thing -> counts.merge(thing, 1, Integer::sum));
        return counts;
    }

    public int missing() {
        return count(Finding.Missing.class);
    }

    public int extra() {
        return count(Finding.Extra.class);
    }

    public int mismatched() {
        return count(Finding.Mismatched.class);
    }

    private int count(Class<? extends Finding> kind) {
        return (int) findings.stream().filter(kind::isInstance).count();
    }
}
