package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.Visit;
import io.micropay.money.AccountName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `micropay list`: who is online.
@Command(
        name = "list",
        description = "Show your balance and who is online.",
        footer = {"", WalletCommand.EXIT_CODES})
final class ListCommand extends OnlineCommand {

    @Mixin
    private TakeoverOption takeover;

    @Override
    Outcome answer(Visit visit, AccountName name) throws CommandFailedException {
        visit.logIn(takeover.isWanted());
        return visit.account().list();
    }
}
