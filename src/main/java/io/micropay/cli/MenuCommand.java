package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Reading;
import io.micropay.files.NewFile;
import io.micropay.files.NotCreatedException;
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
    Errand errand() throws CommandFailedException, NotCreatedException {
        AccountName shop = Reading.name(merchant);
        Path place = file;
        if (place == null) {
            return visit -> visit.menus().fetch(shop);
        }
        NewFile.requirePlace(place);
        return visit -> visit.menus().save(shop, place);
    }
}
