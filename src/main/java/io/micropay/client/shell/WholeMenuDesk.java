package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.BlockAnswer;
import io.micropay.client.KnownAccount;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shop.ShopAnswer;
import io.micropay.client.shop.SignedMenu;
import io.micropay.client.shop.SignedMenus;
import io.micropay.crypto.CryptoException;
import io.micropay.files.PrivateFiles;
import io.micropay.money.AccountName;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// Has a whole menu fetched: decrypted, and shown or saved when all of it is verified, and not before.
public final class WholeMenuDesk {

    private static final int ANY_PAGE = 1;

    private final Wallet wallet;
    private final WalletSession session;

    WholeMenuDesk(Wallet wallet, WalletSession session) {
        this.wallet = wallet;
        this.session = session;
    }

    public Outcome.Fetched fetch(AccountName name) throws CommandFailedException {
        KnownAccount merchant = asked(() -> session.account(name))
                .orElseThrow(() -> Failures.of(new Response.ShopFailed("NO_SHOP", Optional.empty())));
        return new Outcome.Fetched(merchant.name(), menu(merchant));
    }

    private SignedMenu menu(KnownAccount merchant) throws CommandFailedException {
        ShopAnswer<SignedMenu> menu = read(merchant);
        // The merchant may have published another menu between the two questions.
        return ShopWay.given(menu instanceof ShopAnswer.Untrue ? read(merchant) : menu);
    }

    private ShopAnswer<SignedMenu> read(KnownAccount merchant) throws CommandFailedException {
        BlockAnswer answer = asked(() -> session.askForBlock(new Request.Menu(merchant.name())));
        Response shown = asked(() -> session.loggedIn().ask(new Request.Browse(merchant.name(), ANY_PAGE)));
        if (!(answer.response() instanceof Response.MenuBlock)) {
            return new ShopAnswer.Refused<>(answer.response());
        }
        if (!(shown instanceof Response.MenuPage page)) {
            return new ShopAnswer.Refused<>(shown);
        }
        try {
            return new SignedMenus(wallet.identity()).open(answer.block(), merchant.key(), page.menuHash());
        } catch (CryptoException untrue) {
            throw new CommandFailedException(
                    Kind.REFUSED,
                    "the menu is not to be trusted: " + untrue.getMessage(),
                    "nothing of it was shown or written");
        }
    }

    /// The same, in a file that is not there yet.
    public Outcome.Saved save(AccountName name, Path file) throws CommandFailedException {
        requireFree(file);
        Outcome.Fetched fetched = fetch(name);
        Path place = file.toAbsolutePath();
        try {
            PrivateFiles.create(
                    Objects.requireNonNull(place.getParent()),
                    String.valueOf(place.getFileName()),
                    fetched.menu().csv());
        } catch (FileAlreadyExistsException taken) {
            throw taken(file);
        } catch (IOException failure) {
            throw new CommandFailedException(
                    Kind.CANNOT_CREATE,
                    "cannot create " + file + ": " + Sentences.plain(String.valueOf(failure.getMessage())));
        }
        return new Outcome.Saved(fetched.merchant(), fetched.menu(), file);
    }

    private static void requireFree(Path file) throws CommandFailedException {
        if (Files.exists(file)) {
            throw taken(file);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailedException(Kind.CANNOT_CREATE, "cannot create " + file + ": there is no such folder");
        }
    }

    private static CommandFailedException taken(Path file) {
        return new CommandFailedException(
                Kind.CANNOT_CREATE,
                "there is a file " + file + " already",
                "nothing is overwritten: move it away first, or name another");
    }
}
