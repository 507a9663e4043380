package io.micropay.cli;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.shell.ShellSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of a command that stays to be paid.
final class AttendanceOptions {

    @Mixin
    private ServerOption server;

    @Option(
            names = "--listen",
            paramLabel = "PORT",
            defaultValue = "0",
            converter = ClientCommand.ListeningPortConverter.class,
            description = "Where to listen for payments; 0 to be paid through the server only (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--takeover",
            description = "End another session of the account, at the first login and at each later one.",
            fallbackValue = "true")
    private boolean takeover;

    ServerOption server() {
        return server;
    }

    boolean takesOver() {
        return takeover;
    }

    ShellSettings settings(OpenWallet open, AcceptancePolicy policy) {
        return new ShellSettings(open.wallet(), open.renewal(), open.owner(), open.server(), port, policy);
    }
}
