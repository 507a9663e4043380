package io.micropay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `micropay ledger`: the operator's tools on a ledger.
@Command(
        name = "ledger",
        description = "Verify, show, export, back up and restore a ledger.",
        subcommands = {
            LedgerVerifyCommand.class,
            LedgerBalanceCommand.class,
            LedgerHistoryCommand.class,
            LedgerExportCommand.class,
            LedgerBackupCommand.class,
            LedgerRestoreCommand.class
        },
        footer = {
            "",
            "All but restore only read, and work beside running servers without disturbing them.",
            "Each takes the ledger's file or the URL of its database: see --ledger."
        })
final class LedgerCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: verify, balance, history, export, backup or restore");
    }
}
