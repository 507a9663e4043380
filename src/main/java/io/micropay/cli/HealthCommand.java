package io.micropay.cli;

import io.micropay.client.ConnectionException;
import io.micropay.client.ConnectionNotices;
import io.micropay.client.Dialler;
import io.micropay.client.KnownLedger;
import io.micropay.client.ServerAddress;
import io.micropay.client.ServerConnection;
import io.micropay.crypto.CryptoException;
import java.security.cert.X509Certificate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `micropay health`: whether a server answers, for whoever watches over it.
@Command(
        name = "health",
        description = "Ask a server who it is, without a certificate: exit 0 when it answers.",
        footer = {
            "",
            "Exit codes: 0 it answers, 2 wrong usage, 69 it does not answer, or is not of the CA that is trusted, 78"
                    + " nothing says which CA to trust, or its certificate cannot be read."
        })
final class HealthCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The server's name or address (${DEFAULT-VALUE}).")
    private String host;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PORT",
            defaultValue = "16000",
            description = "The server's port (${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    private AuthorityOption authority;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException {
        X509Certificate ca = authority.certificate();
        try (ServerConnection connection = Dialler.anonymous(address(), ca).connect(ConnectionNotices.NONE)) {
            KnownLedger ledger = KnownLedger.ask(connection, ca);
            spec.commandLine().getOut().println(address() + " serves ledger " + ledger.id());
            spec.commandLine().getOut().flush();
            return ExitCode.DONE;
        } catch (ConnectionException unwell) {
            throw new CliException(
                    String.valueOf(unwell.getMessage()), unwell.hint().orElse(null), ExitCode.UNAVAILABLE, unwell);
        }
    }

    private ServerAddress address() {
        try {
            return new ServerAddress(host, port);
        } catch (IllegalArgumentException notAnAddress) {
            throw new ParameterException(spec.commandLine(), String.valueOf(notAnAddress.getMessage()), notAnAddress);
        }
    }
}
