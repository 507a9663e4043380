package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.Reading;
import io.micropay.client.shell.ShopVisit;
import io.micropay.client.shell.WholeMenuDesk;
import io.micropay.money.AccountName;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `micropay menu`: a shop's menu as its merchant signed it.
@Command(
        name = "menu",
        description = "Get a shop's menu: decrypted, and verified to be what its merchant signed.",
        footer = {"", WalletCommand.EXIT_CODES})
final class MenuCommand extends BuyerCommand {

    @Parameters(paramLabel = "MERCHANT", description = "Whose shop; shops lists them.")
    private String merchant;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Write it to a file that is not there yet (standard output).")
    private @Nullable Path file;

    @Override
    boolean light() {
        return false;
    }

    @Override
    Outcome answer(ShopVisit visit) throws CommandFailedException {
        AccountName name = Reading.name(merchant);
        WholeMenuDesk desk = visit.menus();
        return file == null ? desk.fetch(name) : desk.save(name, file);
    }
}
