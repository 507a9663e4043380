package io.micropay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `micropay shop`: what a merchant does about his own shop.
@Command(
        name = "shop",
        description = "Keep a shop: publish its menu, count its stock, and be paid for what is ordered.",
        subcommands = {
            ShopPublishCommand.class,
            ShopOpenCommand.class,
            ShopCloseCommand.class,
            ShopStockCommand.class,
            ShopServeCommand.class,
            ShopCloseDayCommand.class
        },
        footer = {
            "",
            "A shop is an account that has published a menu. shop serve is its till; the others work beside it."
        })
final class ShopCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: publish, open, close, stock, serve or close-day");
    }
}
