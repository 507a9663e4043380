package io.micropay.cli;

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
    Errand errand() {
        return (visit, name) -> {
            visit.logIn(takeover.isWanted());
            return visit.account().list();
        };
    }
}
