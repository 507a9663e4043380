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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `micropay certs init`: makes a CA and the ledger's certificates, or adds what a set may lack.
@Command(
        name = "init",
        description = "Make a CA and the certificates of a server, of receipts and of settlements, with their keys.",
        footer = {
            "",
            "In a folder that has all of it but server.crt, or but settle.crt and settle.key as in one of an older"
                    + " release, it makes these alone, for the key that is there or with a new one. So a server gets"
                    + " other names: move server.crt away, and run it with --host."
        })
final class CertsInitCommand implements Callable<Integer> {

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "A host name or address of the server, besides localhost, 127.0.0.1 and ::1; repeat it for"
                    + " each (default: this machine's name).")
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
        List<String> names = hosts.isEmpty() ? LocalHosts.names() : LocalHosts.besides(hosts);
        List<String> made = folder.init(names);
        PrintWriter out = spec.commandLine().getOut();
        if (made.contains("ca.crt")) {
            out.println("Made in " + folder.path() + ":");
            tell(made, names, out);
            introduce(folder.server(), out);
        } else {
            out.println("Added to " + folder.path() + ", where the rest of the set was and stays as it is:");
            tell(made, names, out);
            out.println("Next: start the server again, and copy " + String.join(" and ", made)
                    + " to the other servers of the ledger, if there are any.");
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static void introduce(Identity server, PrintWriter out) {
        out.println("They are valid until "
                + CertificateText.day(server.certificate().getNotAfter()) + ".");
        out.println("The ledger's id is " + Fingerprint.ofKey(server.authority().getPublicKey()));
        out.println("The CA's fingerprint, for those whose wallets are to trust it, is "
                + Fingerprint.ofCertificate(server.authority()).text());
        out.println("Next: micropay server, and micropay certs issue NAME for each account.");
    }

    /// A line for each certificate that was made, with its key if that is new too.
    private static void tell(List<String> made, List<String> hosts, PrintWriter out) {
        tell("ca", "the CA; who has its key can make accounts: keep it private", made, out);
        tell("server", "the server, as " + String.join(", ", hosts), made, out);
        tell("ledger", "what signs receipts", made, out);
        tell("settle", "what opens settlements and signs the reports on them", made, out);
    }

    private static void tell(String name, String purpose, List<String> made, PrintWriter out) {
        String files =
                Stream.of(name + ".crt", name + ".key").filter(made::contains).collect(Collectors.joining(", "));
        if (!files.isEmpty()) {
            out.printf("  %-22s  %s%n", files, purpose);
        }
    }
}
