package io.micropay.cli;

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
    Errand errand() {
        return (visit, name) -> {
            visit.logIn(takeover.isWanted());
            return visit.shop().open(true);
        };
    }
}
