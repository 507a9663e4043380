package io.micropay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `micropay settlement`: head office's look at the days that merchants have settled.
@Command(
        name = "settlement",
        description = "Look at the days that merchants have settled on this server.",
        subcommands = {SettlementListCommand.class, SettlementShowCommand.class, SettlementDecryptCommand.class},
        footer = {
            "",
            "They lie in the folder settlements of the server's data, encrypted as they came, each with the signed report",
            "on it. No server needs to run. Of several servers, each has those that it was sent."
        })
final class SettlementCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: list, show or decrypt");
    }
}
