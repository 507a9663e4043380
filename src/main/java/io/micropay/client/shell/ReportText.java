package io.micropay.client.shell;

import io.micropay.settlement.Finding;
import io.micropay.settlement.Reconciliation;
import io.micropay.settlement.SettlementReport;
import io.micropay.settlement.SettlementRow;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Shows what was found about a merchant's day to a person: the counts, and what differs, payment by payment.
public final class ReportText {

    /// More than a screen of findings is for a program, or for a spreadsheet.
    private static final int FINDINGS_MAX = 40;

    private ReportText() {}

    /// The table with the end of its last line.
    public static String of(SettlementReport report) {
        Reconciliation found = report.reconciliation();
        return report.header().merchant() + ", " + report.header().date() + "\n"
                + count("matched", found.matched(), "in the ledger and in the file alike")
                + count("missing", found.missing(), "in the ledger, but not in the file")
                + count("extra", found.extra(), "in the file, but not in the ledger")
                + count("mismatched", found.mismatched(), "in both, with another order, amount or time")
                + String.format(Locale.ROOT, "  %-10s  %14s  of the ledger's payments%n", "total", found.total())
                + findings(found.findings());
    }

    private static String count(String name, int count, String words) {
        return String.format(Locale.ROOT, "  %-10s  %14d  %s%n", name, count, words);
    }

    private static String findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "";
        }
        String rest = findings.size() > FINDINGS_MAX ? "... and " + (findings.size() - FINDINGS_MAX) + " more\n" : "";
        return findings.stream().limit(FINDINGS_MAX).map(ReportText::line).collect(Collectors.joining("", "\n", rest));
    }

    private static String line(Finding finding) {
        return switch (finding) {
            case Finding.Missing(SettlementRow inLedger) -> row(finding.name(), inLedger);
            case Finding.Extra(SettlementRow inFile) -> row(finding.name(), inFile);
            case Finding.Mismatched(SettlementRow inLedger, SettlementRow inFile) ->
                row(finding.name(), inLedger) + row("  filed as", inFile);
        };
    }

    private static String row(String name, SettlementRow row) {
        String line = String.format(
                Locale.ROOT, "%-10s  %s  %14s  %s  %s", name, row.id(), row.amount(), row.committedAt(), row.order());
        return line.stripTrailing() + "\n";
    }
}
