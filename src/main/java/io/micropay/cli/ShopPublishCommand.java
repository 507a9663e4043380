package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.MenuFile;
import io.micropay.client.shell.Visit;
import io.micropay.crypto.CryptoException;
import io.micropay.money.AccountName;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `micropay shop publish`: signs a menu, and opens a shop with it or changes what it sells.
@Command(
        name = "publish",
        description = "Publish a menu: it opens your shop, or changes what it sells and how much of it is there.",
        footer = {
            "",
            "The file is CSV in UTF-8. It begins with sku,category,title,price,stock and has a line for each item;",
            "Sno,Name,Quantity,Price and two columns, title and price, are understood too. When a line is wrong,",
            "nothing is published. What was quoted before keeps its price.",
            "",
            WalletCommand.EXIT_CODES
        })
final class ShopPublishCommand extends WalletCommand {

    @Parameters(paramLabel = "FILE", description = "The menu.")
    private Path file;

    @Mixin
    private ServerOption server;

    @Mixin
    private TakeoverOption takeover;

    /// The file comes first: a server is asked for nothing when it is no menu.
    @Override
    void run(AccountName name) throws CommandFailedException, CryptoException, CliException {
        MenuFile menu = MenuFile.read(file);
        OpenWallet opened = wallet().open(name, server.address(), aside());
        try (Visit visit = Visit.open(opened.server(), opened.wallet(), opened.owner(), aside())) {
            visit.logIn(takeover.isWanted());
            show(visit.shop().publish(menu));
        }
    }
}
