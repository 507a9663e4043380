package io.micropay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `micropay ledger`: the operator's tools on a ledger.
@Command(
        name = "ledger",
        description = "Verify a ledger.",
        subcommands = {LedgerVerifyCommand.class},
        footer = {"", "All of them work beside a running server, and disturb nobody."})
final class LedgerCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: verify");
    }
}
