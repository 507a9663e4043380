package io.micropay.cli;

import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.SignedMessage;
import io.micropay.csv.CsvFault;
import io.micropay.files.FileFailure;
import io.micropay.money.AccountName;
import io.micropay.server.SettlementFolder;
import io.micropay.server.SettlementFolder.Found;
import io.micropay.settlement.ReportReader;
import io.micropay.settlement.SettlementReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;

/// A report on a settlement as head office has it: signed by the server, and about the day that its file is named by.
///
/// @param signedAt when the day was settled
record KeptReport(SettlementReport report, Instant signedAt) {

    /// Reads and verifies one.
    ///
    /// @throws CliException when there is none, or it is not true
    static KeptReport of(SettlementFolder folder, AccountName merchant, LocalDate date, X509Certificate authority)
            throws CliException {
        Path file = folder.reportFile(merchant, date);
        byte[] signed = read(file, merchant);
        try {
            SignedMessage message = new CmsVerifier(authority).verifyReport(signed);
            SettlementReport report = ReportReader.read(message.content());
            if (!report.header().merchant().equals(merchant)
                    || !report.header().date().equals(date)) {
                throw untrue(file, "it is about another merchant or day");
            }
            requireFile(folder.sealedFile(merchant, date), merchant);
            return new KeptReport(report, message.signedAt());
        } catch (CryptoException | CsvFault wrong) {
            throw untrue(file, String.valueOf(wrong.getMessage()));
        }
    }

    private static CliException untrue(Path file, String why) {
        return new CliException(
                "the report " + file + " is not true: " + why,
                "the merchant has the same report, and the same file sent again brings it back",
                ExitCode.REFUSED);
    }

    private static void requireFile(Path file, AccountName merchant) throws CliException {
        if (!Files.isRegularFile(file)) {
            throw missing(file, merchant);
        }
    }

    private static CliException missing(Path file, AccountName merchant) {
        return new CliException(
                file.getFileName() + " of " + merchant + " is not in " + file.getParent(),
                "micropay settlement list shows what is here; the merchant's file, sent again, brings both back",
                ExitCode.REFUSED);
    }

    private static CliException tooLarge(Path file, Found.TooLarge large) {
        return new CliException(
                file + " is not true: " + large.reason(),
                "the merchant's file, sent again, brings the true one back",
                ExitCode.REFUSED);
    }

    /// The bytes of a settlement's file.
    static byte[] read(Path file, AccountName merchant) throws CliException {
        try {
            return switch (SettlementFolder.read(file)) {
                case Found.Content content -> content.bytes();
                case Found.TooLarge large -> throw tooLarge(file, large);
                case Found.Missing nothing -> throw missing(file, merchant);
            };
        } catch (IOException unreadable) {
            throw new CliException(
                    "cannot read " + file + ": " + FileFailure.reason(unreadable),
                    "check its owner and its mode",
                    ExitCode.IO_ERROR,
                    unreadable);
        }
    }
}
