package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Reading;
import io.micropay.money.AccountName;
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
    Errand errand() throws CommandFailedException {
        AccountName shop = Reading.name(merchant);
        return visit -> visit.browsing().browse(shop);
    }
}
