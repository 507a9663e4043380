package io.micropay.cli;

import io.micropay.audit.AuditReport;
import io.micropay.client.shell.Counted;
import java.util.Locale;

/// What `micropay ledger verify` says of a ledger that is right: what was looked at, and what it would take for the
/// rest.
record VerifiedLedgerText(AuditReport report, OfficeFiles.Look look, double seconds) {

    @Override
    public String toString() {
        return "Ledger " + report.ledgerId().orElse("") + "\n" + journal() + receipts() + sales() + shops() + settled()
                + String.format(Locale.ROOT, "\nAll is right. It took %.1f s.\n", seconds);
    }

    private String journal() {
        return "ok      the chain of " + Counted.of(report.head().seq(), "transfer") + " is whole\n"
                + "ok      " + Counted.of(report.payments(), "payment") + ", each signed by payer and payee, and "
                + Counted.of(report.deposits(), "deposit") + "\n"
                + "ok      " + Counted.of(report.accounts(), "account")
                + " and the treasury stand where the transfers leave them; their sum is 0\n";
    }

    private String receipts() {
        return report.receipts() == 0
                ? ""
                : "ok      " + Counted.of(report.receipts(), "kept receipt")
                        + (report.receipts() == 1 ? " agrees" : " agree") + " with it\n";
    }

    private String shops() {
        return report.shops() == 0
                ? ""
                : "ok      " + Counted.of(report.shops(), "shop")
                        + (report.shops() == 1
                                ? " sells what its merchant has signed\n"
                                : " sell what their merchants have signed\n");
    }

    private String sales() {
        return report.shopStart() == 0
                ? ""
                : "-       sales of orders up to transfer " + report.shopStart()
                        + " not looked for: it says that they are from before there were any\n";
    }

    /// A ledger of which all settled days were taken away has none, and head office has its reports.
    private String settled() {
        if (report.settledDays() == 0 && look == OfficeFiles.Look.UNSEEN) {
            return "";
        }
        String days = Counted.of(report.settledDays(), "settled day");
        if (report.settledVerified().isEmpty()) {
            String unseen = report.settledDays() == 0 ? "head office's reports" : days;
            return "-       " + unseen + " not looked at: that takes the CA of this ledger (--ca FILE)\n";
        }
        return report.settledDays() == 0
                ? "ok      no day is settled, and head office has no report on one\n"
                : "ok      " + days + ", as the server has signed and the transfers say\n" + files();
    }

    private String files() {
        return switch (look) {
            case OPENED -> "ok      their files at head office, opened with settle.key\n";
            case UNOPENED -> "-       their files are at head office, but were not opened: that takes settle.key\n";
            case UNSEEN -> "-       their files not looked at: that takes head office's folder (--settlements DIR)\n";
        };
    }
}
