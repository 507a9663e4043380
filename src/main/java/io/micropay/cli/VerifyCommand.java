package io.micropay.cli;

import io.micropay.crypto.CryptoException;
import io.micropay.crypto.PemFiles;
import io.micropay.money.Memo;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptCheck;
import io.micropay.payment.ReceiptFile;
import io.micropay.payment.ReceiptKeys;
import io.micropay.payment.ReceiptVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `micropay verify`: whether a receipt is true, with nothing but the CA to trust; needs no server.
@Command(name = "verify", description = "Verify a receipt offline: exit 0 when everything in it is true, else 1.")
final class VerifyCommand implements Callable<Integer> {

    /// Several times the longest receipt.
    private static final int FILE_BYTES_MAX = 65_536;

    @Parameters(paramLabel = "FILE", description = "The receipt, as a wallet keeps it.")
    private Path file;

    @Option(names = "--ca", paramLabel = "FILE", description = "The CA to trust (ca.crt among the certificates).")
    private @Nullable Path ca;

    @Mixin
    private CertificatesOption certificates;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException {
        ReceiptVerifier verifier = new ReceiptVerifier(
                ca == null ? certificates.folder().authorityCertificate() : PemFiles.readCertificate(ca));
        ReceiptFile receiptFile = ReceiptFile.parse(text()).orElseThrow(this::notAReceipt);
        Receipt receipt = receiptFile.receipt().orElseThrow(this::notAReceipt);
        ReceiptKeys keys = receiptFile.keys().orElseThrow(this::notAReceipt);
        Set<ReceiptCheck> failures = verifier.failures(receiptFile.ledger(), receipt, keys);
        Set<ReceiptCheck> checks = checks(receipt);
        checks.addAll(failures);
        PrintWriter out = spec.commandLine().getOut();
        checks.forEach(check -> out.println((failures.contains(check) ? "FAILED  " : "ok      ") + check.statement()));
        out.println();
        out.println(failures.isEmpty() ? summary(receipt) : "It claims: " + summary(receipt));
        out.flush();
        if (!failures.isEmpty()) {
            throw new CliException(
                    "the receipt is not true: " + failures.size() + " of " + checks.size() + " checks failed",
                    "do not take it for a payment",
                    ExitCode.REFUSED);
        }
        out.println("All " + checks.size() + " checks passed.");
        out.flush();
        return ExitCode.DONE;
    }

    private String text() throws CliException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw new CliException(
                        file + " is too long for a receipt: more than " + FILE_BYTES_MAX + " bytes",
                        null,
                        ExitCode.REFUSED);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new CliException(file + " does not exist", null, ExitCode.IO_ERROR, missing);
        } catch (IOException unreadable) {
            throw new CliException(
                    file + " cannot be read (" + unreadable.getClass().getSimpleName() + ")",
                    null,
                    ExitCode.IO_ERROR,
                    unreadable);
        }
    }

    private CliException notAReceipt() {
        return new CliException(
                file + " is not a receipt of micropay",
                "a wallet keeps its receipts as JSON in DATA-DIR/NAME/receipts",
                ExitCode.REFUSED);
    }

    /// What is said of each receipt. Nobody signed an opening deposit: there is less to check.
    private static Set<ReceiptCheck> checks(Receipt receipt) {
        Set<ReceiptCheck> checks = EnumSet.allOf(ReceiptCheck.class);
        if (receipt.isDeposit()) {
            checks.removeAll(
                    EnumSet.of(ReceiptCheck.PAYER_KEY, ReceiptCheck.PAYER_SIGNATURE, ReceiptCheck.PAYEE_SIGNATURE));
        }
        return checks;
    }

    private static String summary(Receipt receipt) {
        String memo =
                receipt.memo().equals(Memo.EMPTY) ? "" : " (\"" + receipt.memo().text() + "\")";
        return receipt.payer() + " paid " + receipt.payee() + " " + receipt.amount() + memo + " at "
                + receipt.committedAt() + ", payment " + receipt.id() + ", number " + receipt.seq()
                + " in the ledger.";
    }
}
