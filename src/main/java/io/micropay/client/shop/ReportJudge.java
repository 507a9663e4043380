package io.micropay.client.shop;

import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.csv.CsvFault;
import io.micropay.settlement.Reconciliation;
import io.micropay.settlement.ReportReader;
import io.micropay.settlement.SettlementReport;
import io.micropay.wire.Response;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Judges a server's report on a day by what the merchant knows without it: whose key signs reports, what the day is,
/// and what was sent in. Which payments are missing, extra or different is the server's word, which it has signed;
/// that counts, rows and total fit the file is checked.
final class ReportJudge {

    private final CmsVerifier verifier;
    private final DayFile file;

    /// What comes of judging.
    sealed interface Verdict {

        record True(SettlementReport report) implements Verdict {}

        record Untrue(String why) implements Verdict {}
    }

    /// @param authority the ledger's CA
    /// @param file what the report has to be about
    ReportJudge(X509Certificate authority, DayFile file) {
        this.verifier = new CmsVerifier(authority);
        this.file = file;
    }

    /// Judges a report and the answer that announced it.
    Verdict judge(Response.Settled answer, byte[] signed) {
        return switch (judge(signed)) {
            case Verdict.True(SettlementReport report)
            when !agrees(answer, report) -> new Verdict.Untrue("its report says something else than its answer");
            case Verdict verdict -> verdict;
        };
    }

    /// Judges a report.
    Verdict judge(byte[] signed) {
        SettlementReport report;
        try {
            report = ReportReader.read(verifier.verifyReport(signed).content());
        } catch (CryptoException | CsvFault wrong) {
            return new Verdict.Untrue("its report cannot be believed: " + wrong.getMessage());
        }
        return untruth(report).<Verdict>map(Verdict.Untrue::new).orElseGet(() -> new Verdict.True(report));
    }

    private Optional<String> untruth(SettlementReport report) {
        if (!report.header().equals(file.content().header())) {
            return Optional.of("its report is about another day or merchant");
        }
        if (!report.fileHash().equals(file.hash())) {
            return Optional.of("its report is about another file than it was sent");
        }
        return report.canBeAbout(file.content())
                ? Optional.empty()
                : Optional.of("what its report counts and lists cannot be about the file that it was sent");
    }

    private boolean agrees(Response.Settled answer, SettlementReport report) {
        Reconciliation found = report.reconciliation();
        return answer.date().equals(report.header().date())
                && answer.matched() == found.matched()
                && answer.missing() == found.missing()
                && answer.extra() == found.extra()
                && answer.mismatched() == found.mismatched()
                && answer.total().equals(found.total());
    }
}
