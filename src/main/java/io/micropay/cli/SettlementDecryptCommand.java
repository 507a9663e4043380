package io.micropay.cli;

import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.SignedMessage;
import io.micropay.csv.CsvFault;
import io.micropay.files.NewFile;
import io.micropay.files.NotCreatedException;
import io.micropay.money.AccountName;
import io.micropay.money.Sha256Text;
import io.micropay.server.SettlementFolder;
import io.micropay.settlement.SettlementFile;
import io.micropay.settlement.SettlementReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `micropay settlement decrypt`: what a merchant sent in, once all of it is verified.
@Command(
        name = "decrypt",
        description = "Decrypt what a merchant sent in for a day, once his signature is verified.",
        footer = {
            "",
            "It takes settle.key. Nothing is written before all is verified: that nobody has changed a bit, that the",
            "signer's certificate names the merchant, and that it is the file which the report is about. Whether the",
            "key is that of his account, the ledger alone can say: ledger verify asks it.",
            "",
            "Exit codes: 0 written, 1 there is none or it is not true, 2 wrong usage, 73 the file cannot be",
            "created, 74 unreadable, 78 a certificate or key is missing."
        })
final class SettlementDecryptCommand implements Callable<Integer> {

    private static final Path STANDARD_OUTPUT = Path.of("-");
    private static final String NOTHING_WRITTEN = "nothing was written";

    @Mixin
    private SettlementDay day;

    @Option(names = "--out", paramLabel = "FILE", description = "A new file for the CSV; - or none is standard output.")
    private @Nullable Path out;

    @Option(
            names = "--signed-as",
            paramLabel = "NAME",
            converter = AccountNameConverter.class,
            description = "Whom the certificate names that he signs with, if his account has another name.")
    private @Nullable AccountName signer;

    @Mixin
    private SettlementsOption settlements;

    @Mixin
    private CertificatesOption certificates;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException, NotCreatedException {
        SignedMessage message = opened(certificates.folder().settlement());
        write(message.content());
        PrintWriter err = spec.commandLine().getErr();
        err.println("Signed by " + message.name() + " with the key "
                + message.key().fingerprint() + " at " + message.signedAt());
        err.flush();
        return ExitCode.DONE;
    }

    /// There is no ledger at hand to ask for the merchant's key. That it had signed this file was verified before the
    /// server signed its report; who has put a file here that is signed by somebody else since is told by its name.
    private SignedMessage opened(Identity office) throws CliException {
        SettlementFolder folder = settlements.folder();
        AccountName merchant = day.merchant();
        LocalDate date = day.date();
        KeptReport kept = KeptReport.of(folder, merchant, date, office.authority());
        Path file = folder.sealedFile(merchant, date);
        byte[] sealed = KeptReport.read(file, merchant);
        try {
            SignedMessage message = new CmsVerifier(office.authority()).verify(CmsEnvelopes.open(sealed, office));
            SettlementFile settlement = SettlementReader.read(message.content());
            if (!settlement.header().equals(kept.report().header())
                    || !Sha256Text.of(message.content()).equals(kept.report().fileHash())) {
                throw untrue(file, "it is not the one that the report is about", NOTHING_WRITTEN);
            }
            requireSigner(message, file);
            return message;
        } catch (CryptoException | CsvFault wrong) {
            throw untrue(file, String.valueOf(wrong.getMessage()), NOTHING_WRITTEN);
        }
    }

    private void requireSigner(SignedMessage message, Path file) throws CliException {
        AccountName expected = signer == null ? day.merchant() : signer;
        if (!AccountName.parse(message.name()).equals(Optional.of(expected))) {
            throw untrue(
                    file,
                    "it is signed by " + message.name() + ", not by " + expected,
                    NOTHING_WRITTEN + "; if the account of " + day.merchant()
                            + " was opened with a certificate of another name, say so with --signed-as NAME");
        }
    }

    private static CliException untrue(Path file, String why, String hint) {
        return new CliException("the settlement " + file + " is not true: " + why, hint, ExitCode.REFUSED);
    }

    private void write(byte[] csv) throws CliException, NotCreatedException {
        if (out == null || out.equals(STANDARD_OUTPUT)) {
            System.out.writeBytes(csv);
            if (System.out.checkError()) {
                throw new CliException("standard output cannot be written", null, ExitCode.IO_ERROR);
            }
            return;
        }
        NewFile.create(out, csv);
    }
}
