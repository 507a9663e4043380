package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.Reading;
import io.micropay.client.shell.ShopVisit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `micropay browse`: the menu of a shop.
@Command(
        name = "browse",
        description = "Show the menu of a shop, and how much is left of each item.",
        footer = {"", WalletCommand.EXIT_CODES})
final class BrowseCommand extends BuyerCommand {

    @Parameters(paramLabel = "MERCHANT", description = "Whose shop; shops lists them.")
    private String merchant;

    @Mixin
    private UdpOption udp;

    @Override
    boolean light() {
        return udp.isWanted();
    }

    @Override
    Outcome answer(ShopVisit visit) throws CommandFailedException {
        return visit.browsing().browse(Reading.name(merchant));
    }
}
