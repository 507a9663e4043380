package io.micropay.cli;

import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `micropay certs invite`: makes codes that each let one person have a certificate.
@Command(
        name = "invite",
        description = "Make a code that lets one person have a certificate of a server with --enrol invite.",
        footer = {
            "",
            "A code is printed once and good once; only its hash is kept, in the folder",
            "invitations beside the certificates. Who deletes that folder takes back all codes."
        })
final class CertsInviteCommand implements Callable<Integer> {

    private static final int COUNT_MAX = 1_000;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many codes, each on a line of its own (${DEFAULT-VALUE}).")
    private int count;

    @Mixin
    private CertificatesOption certificates;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException {
        if (count < 1 || count > COUNT_MAX) {
            throw new ParameterException(spec.commandLine(), "--count must be 1 to " + COUNT_MAX + ", not " + count);
        }
        CertificateFolder folder = certificates.folder();
        // Codes in a folder that no server looks at would let nobody in.
        folder.authorityCertificate();
        List<String> codes = folder.invitations().make(count);

        PrintWriter out = spec.commandLine().getOut();
        codes.forEach(out::println);
        out.flush();
        return ExitCode.DONE;
    }
}
