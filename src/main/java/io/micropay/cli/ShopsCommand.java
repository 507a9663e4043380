package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.ShopVisit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `micropay shops`: who sells something.
@Command(
        name = "shops",
        description = "Show who sells something.",
        footer = {"", WalletCommand.EXIT_CODES})
final class ShopsCommand extends BuyerCommand {

    @Mixin
    private UdpOption udp;

    @Override
    boolean light() {
        return udp.isWanted();
    }

    @Override
    Outcome answer(ShopVisit visit) throws CommandFailedException {
        return visit.browsing().shops();
    }
}
