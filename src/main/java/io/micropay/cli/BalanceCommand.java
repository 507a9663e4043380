package io.micropay.cli;

import picocli.CommandLine.Command;

/// `micropay balance`: what the account has.
@Command(
        name = "balance",
        description = "Show what your account has.",
        footer = {"", WalletCommand.EXIT_CODES})
final class BalanceCommand extends OnlineCommand {

    @Override
    Errand errand() {
        return (visit, name) -> visit.account().balance();
    }
}
