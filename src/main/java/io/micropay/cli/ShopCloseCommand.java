package io.micropay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `micropay shop close`: lets nobody buy for now.
@Command(
        name = "close",
        description = "Let nobody buy in your shop for now; what was quoted can still be paid.",
        footer = {"", WalletCommand.EXIT_CODES})
final class ShopCloseCommand extends OnlineCommand {

    @Mixin
    private TakeoverOption takeover;

    @Override
    Errand errand() {
        return (visit, name) -> {
            visit.logIn(takeover.isWanted());
            return visit.shop().open(false);
        };
    }
}
