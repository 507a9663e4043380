package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Reading;
import io.micropay.client.shell.ShopkeeperDesk;
import io.micropay.client.shell.Visit;
import io.micropay.money.PlainText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `micropay shop stock`: what there is to sell.
@Command(
        name = "stock",
        description = "Show what your shop has left, or say how many of an item can be bought from now on.",
        footer = {"", WalletCommand.EXIT_CODES})
final class ShopStockCommand extends OnlineCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "SKU", description = "The item; without one all are shown.")
    private @Nullable String sku;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "N",
            description = "How many can be bought, apart from those that are held for somebody now.")
    private @Nullable String left;

    @Mixin
    private TakeoverOption takeover;

    @Override
    Errand errand() throws CommandFailedException {
        if (sku == null) {
            return (visit, name) -> shop(visit).shelves();
        }
        if (left == null) {
            throw new ParameterException(spec().commandLine(), "N is missing: how many of " + PlainText.shown(sku));
        }
        var item = Reading.sku(sku);
        int stock = Reading.stock(left);
        return (visit, name) -> shop(visit).stock(item, stock);
    }

    private ShopkeeperDesk shop(Visit visit) throws CommandFailedException {
        visit.logIn(takeover.isWanted());
        return visit.shop();
    }
}
