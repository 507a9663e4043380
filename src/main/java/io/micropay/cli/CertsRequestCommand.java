package io.micropay.cli;

import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CertificateRequest;
import io.micropay.crypto.CryptoException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `micropay certs request NAME`: makes a request for a certificate, and its key unless that is there.
@Command(
        name = "request",
        description = "Make a key and a request for a certificate, for the ledger's operator to sign.")
final class CertsRequestCommand implements Callable<Integer> {

    @Mixin
    private NewAccountOption account;

    @Mixin
    private CertificatesOption certificates;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException {
        CertificateFolder folder = certificates.folder();
        String name = account.name();
        boolean renewal = Files.exists(folder.keyFile(name));
        CertificateRequest request = folder.request(name, account.kind());

        PrintWriter out = spec.commandLine().getOut();
        out.println("Made " + folder.requestFile(name) + (renewal ? " for the key that is there, " : " and ")
                + folder.keyFile(name) + ": " + request.key().description() + ".");
        out.println("The key's fingerprint is " + request.key().fingerprint());
        out.println("Next: send " + folder.requestFile(name) + " to the ledger's operator, tell them the fingerprint,"
                + " and put the " + name + ".crt and ca.crt they send back beside it. The key stays here.");
        out.flush();
        return ExitCode.DONE;
    }
}
