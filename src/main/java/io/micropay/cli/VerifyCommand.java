package io.micropay.cli;

import io.micropay.crypto.CryptoException;
import io.micropay.crypto.PemFiles;
import io.micropay.money.Memo;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptCheck;
import io.micropay.payment.ReceiptFile;
import io.micropay.payment.ReceiptKeys;
import io.micropay.payment.ReceiptVerifier;
import java.io.PrintWriter;
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
        ReceiptFile receiptFile =
                ReceiptFile.parse(KeptReceiptFile.text(file)).orElseThrow(() -> KeptReceiptFile.notAReceipt(file));
        Receipt receipt = receiptFile.receipt().orElseThrow(() -> KeptReceiptFile.notAReceipt(file));
        ReceiptKeys keys = receiptFile.keys().orElseThrow(() -> KeptReceiptFile.notAReceipt(file));
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
