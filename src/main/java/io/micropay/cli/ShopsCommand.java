package io.micropay.cli;

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
    Errand errand() {
        return visit -> visit.browsing().shops();
    }
}
