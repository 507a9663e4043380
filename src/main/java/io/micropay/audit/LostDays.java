package io.micropay.audit;

import io.micropay.audit.WrongRow.Table;
import io.micropay.crypto.CmsVerifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Days that this ledger has signed a report on, and may have no row of.
///
/// A row is durable before its report is given to anybody, so the rows are read after the reports: a day whose row is
/// found then was settled meanwhile.
final class LostDays {

    private final String ledgerId;
    private final CmsVerifier verifier;
    private final Map<NamedDay, List<FoundReport>> reports = new LinkedHashMap<>();

    LostDays(String ledgerId, CmsVerifier verifier) {
        this.ledgerId = ledgerId;
        this.verifier = verifier;
    }

    /// Takes a report that has no row by the name of its file; what it says itself counts.
    void add(StrayReport stray) {
        FoundReport.of(stray, ledgerId, verifier)
                .ifPresent(found -> reports.computeIfAbsent(found.day(), day -> new ArrayList<>())
                        .add(found));
    }

    /// Takes a day that has a row, and gives the reports on it.
    List<FoundReport> remove(NamedDay found) {
        List<FoundReport> onIt = reports.remove(found);
        return onIt == null ? List.of() : onIt;
    }

    /// The first in the order of the files.
    Optional<WrongRow> first() {
        return reports.values().stream()
                .findFirst()
                .map(List::getFirst)
                .map(lost -> new WrongRow(
                        Table.LOST_SETTLEMENT,
                        0,
                        lost.day().toString(),
                        "it is missing, and this ledger has signed the report on it: " + lost.source()));
    }
}
