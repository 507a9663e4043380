package io.micropay.cli;

import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CertificateRequest;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.PemFiles;
import io.micropay.money.AccountName;
import io.micropay.money.PlainText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `micropay certs sign NAME.csr`: makes the certificate a request asks for.
@Command(
        name = "sign",
        description = "Make the certificate that a request asks for, where the CA's key is.",
        footer = {
            "",
            "Only the name (CN) and the public key are taken from the request, once it",
            "proves that its sender has the private key. That the sender is who the name",
            "says is for you to find out: compare the key's fingerprint."
        })
final class CertsSignCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The request, here or in the folder of certificates.")
    private Path file;

    @Mixin
    private ValidityOption days;

    @Mixin
    private CertificatesOption certificates;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException {
        CertificateFolder folder = certificates.folder();
        CertificateRequest request = PemFiles.readRequest(certificates.find(file));
        requireFreeName(request.name());
        X509Certificate issued = folder.sign(request, days.validity(spec));

        PrintWriter out = spec.commandLine().getOut();
        out.println("Made " + folder.certificateFile(request.name()) + ": "
                + request.key().description() + ", valid until " + CertificateText.day(issued.getNotAfter()) + ".");
        out.println("The key's fingerprint is " + request.key().fingerprint());
        out.println("Next: send it to " + request.name() + " with " + folder.certificateFile("ca") + ".");
        out.flush();
        return ExitCode.DONE;
    }

    private static void requireFreeName(String name) throws CliException {
        AccountName parsed = AccountName.parse(name)
                .orElseThrow(() -> new CliException(
                        "the request is for '" + PlainText.shown(name) + "', which is not a name of an account",
                        "a name is a letter, then at most 31 letters, digits and . _ -",
                        ExitCode.REFUSED));
        if (parsed.isReserved()) {
            throw new CliException("the request is for " + name + ", which is reserved", null, ExitCode.REFUSED);
        }
    }
}
