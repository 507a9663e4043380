package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.Visit;
import io.micropay.money.AccountName;
import picocli.CommandLine.Command;

/// `micropay balance`: what the account has.
@Command(
        name = "balance",
        description = "Show what your account has.",
        footer = {"", WalletCommand.EXIT_CODES})
final class BalanceCommand extends OnlineCommand {

    @Override
    Outcome answer(Visit visit, AccountName name) throws CommandFailedException {
        return visit.account().balance();
    }
}
