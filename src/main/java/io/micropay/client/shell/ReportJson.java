package io.micropay.client.shell;

import io.micropay.settlement.Finding;
import io.micropay.settlement.Reconciliation;
import io.micropay.settlement.SettlementReport;
import io.micropay.settlement.SettlementRow;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Shows what was found about a merchant's day to a program.
public final class ReportJson {

    private ReportJson() {}

    /// The object as one line with its end.
    public static String of(SettlementReport report) {
        return OutcomeJson.line(object(report));
    }

    /// The counts, and when they were signed, as one line with its end.
    public static String summary(SettlementReport report, Instant signedAt) {
        return OutcomeJson.line(summary(report).put("settled_at", signedAt.toString()));
    }

    static ObjectNode object(SettlementReport report) {
        ObjectNode object = summary(report);
        ArrayNode findings = object.putArray("findings");
        report.reconciliation().findings().forEach(finding -> findings.add(finding(finding)));
        return object;
    }

    /// The counts alone.
    private static ObjectNode summary(SettlementReport report) {
        Reconciliation found = report.reconciliation();
        return OutcomeJson.object()
                .put("merchant", report.header().merchant().text())
                .put("date", report.header().date().toString())
                .put("ledger", report.header().ledger())
                .put("file_sha256", report.fileHash())
                .put("matched", found.matched())
                .put("missing", found.missing())
                .put("extra", found.extra())
                .put("mismatched", found.mismatched())
                .put("total", found.total().toString());
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode object = OutcomeJson.object().put("finding", finding.name());
        switch (finding) {
            case Finding.Missing(SettlementRow inLedger) -> object.set("in_ledger", row(inLedger));
            case Finding.Extra(SettlementRow inFile) -> object.set("in_file", row(inFile));
            case Finding.Mismatched(SettlementRow inLedger, SettlementRow inFile) ->
                object.set("in_ledger", row(inLedger)).set("in_file", row(inFile));
        }
        return object;
    }

    private static ObjectNode row(SettlementRow row) {
        return OutcomeJson.object()
                .put("id", row.id().toString())
                .put("order", row.order())
                .put("amount", row.amount().toString())
                .put("committed_at", row.committedAt().toString());
    }
}
