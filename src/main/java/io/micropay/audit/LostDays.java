package io.micropay.audit;

import io.micropay.audit.WrongRow.Table;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.csv.CsvFault;
import io.micropay.settlement.ReportReader;
import io.micropay.settlement.SettlementHeader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Days that this ledger has signed a report on, and may have no row of.
///
/// A row is durable before its report is given to anybody, so the rows are read after the reports: a day whose row is
/// found then was settled meanwhile.
final class LostDays {

    private final String ledgerId;
    private final CmsVerifier verifier;
    private final Map<NamedDay, String> sources = new LinkedHashMap<>();

    LostDays(String ledgerId, CmsVerifier verifier) {
        this.ledgerId = ledgerId;
        this.verifier = verifier;
    }

    /// Takes a report that has no row by the name of its file; what it says itself counts. Whatever else is found in a
    /// folder, and the report of another ledger, shows nothing about this one.
    void add(StrayReport stray) {
        try {
            SettlementHeader header = ReportReader.read(
                            verifier.verifyReport(stray.signed()).content())
                    .header();
            if (header.ledger().equals(ledgerId)) {
                sources.putIfAbsent(
                        new NamedDay(header.merchant(), header.date().toString()), stray.source());
            }
        } catch (CryptoException | CsvFault notThisLedgers) {
            // It is for whoever lists the folder to say that.
        }
    }

    /// Takes a day that has a row.
    void remove(NamedDay found) {
        sources.remove(found);
    }

    /// The first in the order of the files.
    Optional<WrongRow> first() {
        return sources.entrySet().stream()
                .findFirst()
                .map(lost -> new WrongRow(
                        Table.LOST_SETTLEMENT,
                        0,
                        lost.getKey().toString(),
                        "it is missing, and this ledger has signed the report on it: " + lost.getValue()));
    }
}
