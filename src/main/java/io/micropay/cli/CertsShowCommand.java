package io.micropay.cli;

import io.micropay.crypto.CertificateRequest;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.PemEntry;
import io.micropay.crypto.PemFiles;
import io.micropay.crypto.SigningKey;
import io.micropay.money.PlainText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `micropay certs show FILE`: says what is in a certificate, a request or, without its secret, a private key.
@Command(name = "show", description = "Show what a certificate, a request or a private key is; never the secret.")
final class CertsShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The file, here or in the folder of certificates.")
    private Path file;

    @Mixin
    private CertificatesOption certificates;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException {
        PrintWriter out = spec.commandLine().getOut();
        lines(PemFiles.read(certificates.find(file))).forEach(out::println);
        out.flush();
        return ExitCode.DONE;
    }

    private static List<String> lines(PemEntry entry) {
        return switch (entry) {
            case PemEntry.Certificate(X509Certificate certificate) -> CertificateText.of(certificate);
            case PemEntry.Request(CertificateRequest request) ->
                List.of(
                        "Request for a certificate, signed with its own key",
                        "Subject: CN=" + PlainText.shown(request.name()),
                        "Key: " + request.key().description(),
                        "Key fingerprint: " + request.key().fingerprint());
            case PemEntry.PrivateKey(SigningKey key) ->
                List.of(
                        "Private key: " + key.verificationKey().description(),
                        "Key fingerprint: " + key.verificationKey().fingerprint());
            case PemEntry.ProtectedPrivateKey key -> List.of("Private key, protected by a password");
        };
    }
}
