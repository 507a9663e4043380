package io.micropay.audit;

import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.csv.CsvFault;
import io.micropay.money.Sha256Text;
import io.micropay.settlement.ReportReader;
import io.micropay.settlement.SettlementReport;
import java.util.Optional;

/// A report that this ledger has signed, found beside it.
///
/// @param day whose it says it is, whatever its file is called
/// @param contentHash SHA-256 of what it says, which may be long
/// @param source where it is, for people
record FoundReport(NamedDay day, String contentHash, String source) {

    /// Empty for the report of another ledger, and for whatever else lies there: it shows nothing about this one.
    static Optional<FoundReport> of(StrayReport stray, String ledgerId, CmsVerifier verifier) {
        try {
            SettlementReport report =
                    ReportReader.read(verifier.verifyReport(stray.signed()).content());
            return report.header().ledger().equals(ledgerId)
                    ? Optional.of(new FoundReport(NamedDay.of(report.header()), hash(report), stray.source()))
                    : Optional.empty();
        } catch (CryptoException | CsvFault notThisLedgers) {
            // It is for whoever lists the folder to say that.
            return Optional.empty();
        }
    }

    /// Whether it says something else of a day than the report on record. When it was signed does not count: a day that
    /// was lost and is closed again with the same file gets the same report, signed anew.
    boolean contradicts(SettlementReport onRecord) {
        return day.equals(NamedDay.of(onRecord.header())) && !contentHash.equals(hash(onRecord));
    }

    private static String hash(SettlementReport report) {
        return Sha256Text.of(report.csv());
    }
}
