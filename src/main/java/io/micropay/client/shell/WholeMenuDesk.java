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
import io.micropay.files.NewFile;
import io.micropay.files.NotCreatedException;
import io.micropay.money.AccountName;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.nio.file.Path;
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
        try {
            NewFile.requirePlace(file);
            Outcome.Fetched fetched = fetch(name);
            NewFile.create(file, fetched.menu().csv());
            return new Outcome.Saved(fetched.merchant(), fetched.menu(), file);
        } catch (NotCreatedException refused) {
            throw new CommandFailedException(
                    Kind.CANNOT_CREATE,
                    String.valueOf(refused.getMessage()),
                    refused.hint().orElse(null));
        }
    }
}
