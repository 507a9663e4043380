package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.Reading;
import io.micropay.client.shell.ShopVisit;
import io.micropay.client.shell.Wish;
import io.micropay.money.PaymentId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `micropay buy`: buys in a shop.
@Command(
        name = "buy",
        description = "Buy in a shop: see the price, confirm it, and pay.",
        footer = {
            "",
            "The shop holds the stock, at this price, for five minutes. The wallet pays only what it has computed"
                    + " itself from the shop's menu.",
            "",
            "The same --id buys once, however often it is asked for, and shows the same receipt. Without --id, a"
                    + " command that finds the same basket paid for by one that was cut off buys no second one, unless"
                    + " --anyway says so.",
            "",
            WalletCommand.EXIT_CODES
        })
final class BuyCommand extends BuyerCommand {

    @Parameters(index = "0", paramLabel = "MERCHANT", description = "Whose shop; shops lists them.")
    private String merchant;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "SKU:QTY",
            description = "What to buy, as browse shows it; without :QTY, one.")
    private List<String> items;

    @Option(
            names = "--yes",
            description = "Do not ask whether the price is right; needed where there is nobody to ask.",
            fallbackValue = "true")
    private boolean sure;

    @Option(names = "--id", paramLabel = "UUID", description = "Your name for the payment: a UUID of version 7.")
    private @Nullable String id;

    @Mixin
    private AnywayOption anyway;

    @Mixin
    private UdpOption udp;

    @Override
    boolean light() {
        return udp.isWanted();
    }

    @Override
    Errand errand() throws CommandFailedException {
        Optional<PaymentId> named = id == null ? Optional.empty() : Optional.of(Reading.ownId(id));
        Wish wish = new Wish(Reading.name(merchant), Reading.basket(items), named, sure, anyway.isWanted());
        return visit -> buy(visit, wish);
    }

    private Outcome buy(ShopVisit visit, Wish wish) throws CommandFailedException {
        try {
            return visit.buying().buy(wish);
        } catch (CancelledException takenBack) {
            throw new ParameterException(spec().commandLine(), "nothing was bought", takenBack);
        }
    }
}
