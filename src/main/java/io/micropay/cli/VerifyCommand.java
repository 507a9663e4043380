package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.OutcomeJson;
import io.micropay.client.shell.OutcomeText;
import io.micropay.client.shell.ReceiptDesk;
import io.micropay.crypto.CryptoException;
import io.micropay.payment.ReceiptFile;
import io.micropay.payment.ReceiptVerdict;
import io.micropay.payment.ReceiptVerifier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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

    @Option(names = "--json", description = "Print what was found as one JSON object.", fallbackValue = "true")
    private boolean json;

    @Mixin
    private AuthorityOption authority;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException {
        ReceiptVerifier verifier = new ReceiptVerifier(authority.certificate());
        ReceiptFile receiptFile =
                ReceiptFile.parse(KeptReceiptFile.text(file)).orElseThrow(() -> KeptReceiptFile.notAReceipt(file));
        ReceiptVerdict verdict = verifier.verdict(receiptFile).orElseThrow(() -> KeptReceiptFile.notAReceipt(file));
        Outcome.Checked checked = new Outcome.Checked(List.of(new Outcome.CheckedFile(file, verdict)));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(OutcomeJson.of(checked));
        } else {
            out.print(OutcomeText.of(verdict));
        }
        out.flush();
        try {
            ReceiptDesk.requireTrue(checked);
        } catch (CommandFailedException untrue) {
            throw CliException.of(untrue);
        }
        return ExitCode.DONE;
    }
}
