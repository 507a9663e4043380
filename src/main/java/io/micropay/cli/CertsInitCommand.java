package io.micropay.cli;

import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.HostNames;
import io.micropay.crypto.Identity;
import io.micropay.money.PlainText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `micropay certs init`: makes a CA and the ledger's certificates, or adds what a set of an older release lacks.
@Command(
        name = "init",
        description = "Make a CA and the certificates of a server, of receipts and of settlements, with their keys.",
        footer = {"", "To a set of an older release it adds the settlement certificate alone."})
final class CertsInitCommand implements Callable<Integer> {

    private static final String SETTLEMENT =
            "  settle.crt, settle.key  what opens settlements and signs the reports on them";

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "A host name or address of the server; repeat it for each (default: localhost, 127.0.0.1, ::1"
                    + " and this machine's name).")
    private List<String> hosts = new ArrayList<>();

    @Mixin
    private CertificatesOption certificates;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException {
        for (String host : hosts) {
            if (!HostNames.isHost(host)) {
                throw new ParameterException(
                        spec.commandLine(), "--host '" + PlainText.shown(host) + "' is not a host name or an address");
            }
        }
        CertificateFolder folder = certificates.folder();
        if (folder.lacksSettlementAlone()) {
            folder.addSettlement();
            reportAddition(folder);
            return ExitCode.DONE;
        }
        List<String> names = hosts.isEmpty() ? LocalHosts.names() : hosts;
        folder.init(names);
        report(folder, names);
        return ExitCode.DONE;
    }

    private void report(CertificateFolder folder, List<String> names) throws CryptoException {
        PrintWriter out = spec.commandLine().getOut();
        Identity server = folder.server();
        out.println("Made in " + folder.path() + ":");
        out.println("  ca.crt, ca.key          the CA; who has its key can make accounts: keep it private");
        out.println("  server.crt, server.key  the server, as " + String.join(", ", names));
        out.println("  ledger.crt, ledger.key  what signs receipts");
        out.println(SETTLEMENT);
        out.println("They are valid until "
                + CertificateText.day(server.certificate().getNotAfter()) + ".");
        out.println("The ledger's id is " + Fingerprint.ofKey(server.authority().getPublicKey()));
        out.println("The CA's fingerprint, for those whose wallets are to trust it, is "
                + Fingerprint.ofCertificate(server.authority()).text());
        out.println("Next: micropay server, and micropay certs issue NAME for each account.");
        out.flush();
    }

    private void reportAddition(CertificateFolder folder) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Added to " + folder.path() + ", where the rest of the set was and stays as it is:");
        out.println(SETTLEMENT);
        out.println(
                "Next: start the server again, and copy both to the other servers of the ledger, if there are any.");
        out.flush();
    }
}
