package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.Visit;
import io.micropay.money.AccountName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `micropay shop open`: lets people buy.
@Command(
        name = "open",
        description = "Let people buy in your shop.",
        footer = {"", WalletCommand.EXIT_CODES})
final class ShopOpenCommand extends OnlineCommand {

    @Mixin
    private TakeoverOption takeover;

    @Override
    Outcome answer(Visit visit, AccountName name) throws CommandFailedException {
        visit.logIn(takeover.isWanted());
        return visit.shop().open(true);
    }
}
