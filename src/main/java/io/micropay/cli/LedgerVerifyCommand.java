package io.micropay.cli;

import io.micropay.audit.AuditReport;
import io.micropay.audit.KeptReceipt;
import io.micropay.audit.LedgerAudit;
import io.micropay.audit.WrongRow;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.PemFiles;
import io.micropay.ledger.LedgerArchive;
import io.micropay.payment.ReceiptVerifier;
import io.micropay.server.FilingReader;
import io.micropay.server.SettlementFolder;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `micropay ledger verify`: whether a whole ledger is true.
@Command(
        name = "verify",
        description = "Verify a ledger from its first transfer to its last: every record, hash, signature and balance.",
        footer = {
            "",
            "It names the first row that is wrong, and what is wrong with it. Only a receipt that somebody has kept can"
                    + " show that transfers were cut off at the end, or that all was written anew.",
            "",
            "Sales are held against what their buyers have signed, and shops against the menus of their merchants.",
            "",
            "Settled days are verified where the CA's certificate is; what merchants sent in, where settle.key is too."
                    + " It says which of that it has done. A report there that the ledger has signed makes the ledger"
                    + " wrong, if it does not know the day, or its own report says something else.",
            "",
            "Exit codes: 0 all is right, 1 something is wrong, 2 wrong usage, 69 the database is out of reach, 74 the"
                    + " ledger, a receipt or head office's folder cannot be read, 78 the database does not let you in,"
                    + " or a password file or the CA's certificate does not fit."
        })
final class LedgerVerifyCommand implements Callable<Integer> {

    private static final String WRONG = "the ledger is wrong: ";

    @Mixin
    private LedgerOption ledger;

    @Option(
            names = "--receipt",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Receipts that wallets have kept, to be held against the ledger.")
    private List<Path> receipts = new ArrayList<>();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The CA that the receipts, and the reports on settled days, are verified with (ca.crt among"
                    + " the certificates).")
    private @Nullable Path ca;

    @Option(
            names = "--settlements",
            paramLabel = "DIR",
            description = "A folder that settlements have arrived in, to be held against the ledger (settlements"
                    + " beside a file, if it is there); once for each server of the ledger.")
    private List<Path> settlements = new ArrayList<>();

    @Mixin
    private CertificatesOption certificates;

    @Option(names = "--json", description = "Print what was found as one JSON object.", fallbackValue = "true")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException, InterruptedException {
        LedgerLocation location = ledger.location();
        Optional<X509Certificate> authority = authority();
        if (authority.isEmpty() && !settlements.isEmpty()) {
            throw new CliException(
                    "settled days cannot be verified without the certificate of the CA",
                    "--ca names it",
                    ExitCode.CONFIGURATION);
        }
        List<KeptReceipt> kept = keptReceipts(authority);
        long start = System.nanoTime();
        AuditReport report;
        OfficeFiles files = new OfficeFiles(folders(location), filings(authority));
        try (LedgerArchive archive = LedgerArchives.open(location);
                ProgressBar bar = ProgressBar.on(spec.commandLine().getErr(), "verified")) {
            if (isForSettledDays() && authority.isPresent() && receipts.isEmpty()) {
                requireLedgers(archive, authority.get());
            }
            LedgerAudit audit = LedgerAudit.of(archive).against(kept).reportingTo(bar::at);
            report = (authority.isEmpty() ? audit : audit.withSettlements(authority.get(), files)).run();
        } catch (UncheckedIOException unreadable) {
            throw new CliException(String.valueOf(unreadable.getMessage()), null, ExitCode.IO_ERROR, unreadable);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    VerifiedLedger.of(location, report, files.look(), seconds).toJson());
        } else if (report.isRight()) {
            out.print(new VerifiedLedgerText(report, files.look(), seconds));
        }
        out.flush();
        if (report.firstWrong().isPresent()) {
            throw wrong(report.firstWrong().get());
        }
        return ExitCode.DONE;
    }

    /// The CA that is named must be there; the one among the certificates need not.
    private Optional<X509Certificate> authority() throws CryptoException {
        if (ca != null) {
            return Optional.of(PemFiles.readCertificate(ca));
        }
        CertificateFolder folder = certificates.folder();
        return folder.hasAuthority() ? Optional.of(folder.authorityCertificate()) : Optional.empty();
    }

    /// Whoever names a CA, or head office's folder, wants settled days verified.
    private boolean isForSettledDays() {
        return ca != null || !settlements.isEmpty();
    }

    /// A ledger that does not say which CA is its own is wrong, which the audit says; so it does of receipts that
    /// another CA has proved.
    private void requireLedgers(LedgerArchive archive, X509Certificate authority) throws CliException {
        String named = Fingerprint.ofKey(authority.getPublicKey()).hex();
        try (LedgerArchive.Snapshot snapshot = archive.snapshot()) {
            if (snapshot.ledgerId()
                    .filter(Fingerprint::isForm)
                    .filter(id -> !id.equals(named))
                    .isPresent()) {
                throw new CliException(
                        (ca == null ? certificates.folder().certificateFile("ca") : ca)
                                + " is not the CA of this ledger",
                        "the ledger's is the one that its server was started with",
                        ExitCode.CONFIGURATION);
            }
        }
    }

    /// A folder that is named must be there, or nobody would see that days are missing in it.
    private List<SettlementFolder> folders(LedgerLocation location) throws CliException {
        for (Path folder : settlements) {
            if (!Files.isDirectory(folder)) {
                throw new CliException(
                        "there is no folder " + folder,
                        "--settlements names a folder that settlements have arrived in",
                        ExitCode.IO_ERROR);
            }
        }
        List<Path> named = !settlements.isEmpty()
                ? settlements
                : switch (location) {
                    case LedgerLocation.LedgerFile file ->
                        Stream.of(SettlementsOption.beside(file.path()))
                                .filter(Files::isDirectory)
                                .toList();
                    case LedgerLocation.LedgerDatabase database -> List.of();
                };
        return named.stream().map(SettlementFolder::new).toList();
    }

    /// Another ledger's cannot open what is this one's.
    private Optional<FilingReader> filings(Optional<X509Certificate> authority) throws CryptoException {
        return certificates
                .folder()
                .settlementOpener()
                .filter(office -> authority.filter(office.authority()::equals).isPresent())
                .map(FilingReader::new);
    }

    /// Read before the ledger: what they prove was durable then, so the ledger must show it.
    private List<KeptReceipt> keptReceipts(Optional<X509Certificate> authority) throws CryptoException, CliException {
        List<KeptReceipt> kept = new ArrayList<>();
        if (!receipts.isEmpty()) {
            // The folder says what is missing in it.
            var verifier = new ReceiptVerifier(
                    authority.isPresent()
                            ? authority.get()
                            : certificates.folder().authorityCertificate());
            for (Path file : receipts) {
                kept.add(KeptReceipt.read(file.toString(), KeptReceiptFile.text(file), verifier)
                        .orElseThrow(() -> KeptReceiptFile.notAReceipt(file)));
            }
        }
        return kept;
    }

    /// What is said of what is wrong.
    static CliException wrong(WrongRow row) {
        return switch (row.table()) {
            case RECEIPT ->
                refused(
                        "a kept receipt proves nothing of this ledger: " + row,
                        "do not take it for a payment; without it, the rest can be verified");
            case SETTLEMENT_FILE ->
                refused(
                        "head office's files do not fit the ledger: " + row,
                        "name the folder of each server (--settlements DIR); a file that is lost or changed comes back"
                                + " when the merchant closes the day again");
            case LOST_SETTLEMENT ->
                refused(
                        WRONG + row,
                        "a backup from before the day was settled lacks it, and the merchant can close the day again;"
                                + " else keep this ledger as it is, to find out how it came about");
            case LEDGER, ACCOUNT, TRANSFER, POSITION, HISTORY_MARK, REFUSAL, CANCELLATION, SHOP, SETTLEMENT, STORE ->
                refused(
                        WRONG + row,
                        "keep this ledger as it is, to find out how it came about, and restore a backup that is right");
        };
    }

    private static CliException refused(String message, String hint) {
        return new CliException(message, hint, ExitCode.REFUSED);
    }
}
