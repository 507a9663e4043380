package io.micropay.cli;

import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `micropay certs issue NAME`: makes an account's certificate, and its key unless that is there.
@Command(
        name = "issue",
        description = "Make an account's certificate and key, where the CA's key is.",
        footer = {"", "To renew a certificate, move NAME.crt away. NAME.key stays, and the account", "with it."})
final class CertsIssueCommand implements Callable<Integer> {

    @Mixin
    private NewAccountOption account;

    @Mixin
    private ValidityOption days;

    @Mixin
    private CertificatesOption certificates;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException {
        CertificateFolder folder = certificates.folder();
        String name = account.name();
        boolean renewal = Files.exists(folder.keyFile(name));
        Identity issued = folder.issue(name, account.kind(), days.validity(spec));

        PrintWriter out = spec.commandLine().getOut();
        out.println("Made " + folder.certificateFile(name)
                + (renewal ? " for the key that is there, " : " and ") + folder.keyFile(name) + ": "
                + issued.verificationKey().description() + ", valid until "
                + CertificateText.day(issued.certificate().getNotAfter()) + ".");
        out.println("Next: micropay client HOST PORT --name " + name);
        out.flush();
        return ExitCode.DONE;
    }
}
