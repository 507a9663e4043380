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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `micropay verify`: whether a receipt is true, with nothing but the CA to trust; needs no server.
@Command(
        name = "verify",
        description = "Verify receipts offline: exit 0 when everything in them is true.",
        footer = {
            "",
            "Exit codes: 0 everything is true, 1 something is not, or a file is no receipt, 2 wrong usage, 74 a file"
                    + " cannot be read, 78 nothing says which CA to trust, or its certificate cannot be read."
        })
final class VerifyCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Receipts, as a wallet keeps them.")
    private List<Path> files;

    @Option(
            names = "--json",
            description = "Print what was found as JSON, one object on a line.",
            fallbackValue = "true")
    private boolean json;

    @Mixin
    private AuthorityOption authority;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException {
        ReceiptVerifier verifier = new ReceiptVerifier(authority.certificate());
        List<Outcome.CheckedFile> verdicts = new ArrayList<>();
        List<CliException> failures = new ArrayList<>();
        for (Path file : files) {
            try {
                verdicts.add(new Outcome.CheckedFile(file, verdict(verifier, file)));
            } catch (CliException notRead) {
                failures.add(notRead);
            }
        }
        Outcome.Checked checked = new Outcome.Checked(verdicts);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(OutcomeJson.of(checked));
        } else {
            verdicts.forEach(each -> out.print(heading(each.file()) + OutcomeText.of(each.verdict())));
        }
        out.flush();
        try {
            ReceiptDesk.requireTrue(checked);
        } catch (CommandFailedException untrue) {
            failures.addFirst(CliException.of(untrue));
        }
        if (!failures.isEmpty()) {
            throw CliException.together(failures);
        }
        return ExitCode.DONE;
    }

    private static ReceiptVerdict verdict(ReceiptVerifier verifier, Path file) throws CliException {
        ReceiptFile receipt =
                ReceiptFile.parse(KeptReceiptFile.text(file)).orElseThrow(() -> KeptReceiptFile.notAReceipt(file));
        return verifier.verdict(receipt).orElseThrow(() -> KeptReceiptFile.notAReceipt(file));
    }

    /// Which of several files is spoken of.
    private String heading(Path file) {
        return files.size() == 1 ? "" : file + ":\n";
    }
}
