package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.ConnectionException;
import io.micropay.client.FileTroubles;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shop.OwnShop;
import io.micropay.client.shop.ShopAnswer;
import io.micropay.client.shop.ShopPages;
import io.micropay.crypto.CryptoException;
import io.micropay.money.AccountName;
import io.micropay.money.Sku;
import io.micropay.shop.Menu;
import io.micropay.wire.Response;
import java.io.IOException;

/// Has done what a merchant wants of his own shop.
public final class ShopkeeperDesk {

    private final WalletSession session;
    private final AccountName merchant;
    private final OwnShop shop;

    /// @param session logged in as the merchant
    ShopkeeperDesk(WalletSession session, Wallet wallet, AccountName merchant) {
        this.session = session;
        this.merchant = merchant;
        this.shop = new OwnShop(session, wallet);
    }

    public Outcome.Published publish(MenuFile file) throws CommandFailedException, CryptoException {
        Response answer = answerTo(file);
        return switch (answer) {
            case Response.Published published
            when published.menuHash().equals(file.menu().hash()) -> new Outcome.Published(merchant, file.menu());
            case Response.Published other ->
                throw new CommandFailedException(
                        Kind.REFUSED,
                        "the server has published another menu than it was sent: " + other.menuHash(),
                        "close the shop, and ask the ledger's operator");
            case Response.NotPublished refused ->
                throw new CommandFailedException(
                        Kind.REFUSED,
                        ShopkeeperSentences.fault(file.file(), refused.line(), Sentences.plain(refused.reason()))
                                + " (210 FAIL)");
            default -> throw Failures.of(answer);
        };
    }

    private Response answerTo(MenuFile file) throws CommandFailedException, CryptoException {
        try {
            return shop.publish(file.menu(), file.csv());
        } catch (ConnectionException lost) {
            throw Failures.of(lost);
        } catch (IOException unwritable) {
            throw new CommandFailedException(
                    Kind.CANNOT_CREATE,
                    "nothing was published: the menu cannot be kept: " + FileTroubles.detail(unwritable));
        }
    }

    /// Lets people buy, or not for now.
    public Outcome.Opened open(boolean open) throws CommandFailedException {
        requireOk(asked(() -> shop.open(open)));
        return new Outcome.Opened(merchant, open);
    }

    /// Says how many of an item can be bought from now on.
    public Outcome.Stocked stock(Sku sku, int left) throws CommandFailedException {
        requireOk(asked(() -> shop.stock(sku, left)));
        return new Outcome.Stocked(merchant, sku, left);
    }

    /// The menu, with what is left of each item.
    public Outcome.Browsed shelves() throws CommandFailedException {
        ShopAnswer<Menu> menu = asked(() -> new ShopPages(session.loggedIn()).menu(merchant));
        return switch (menu) {
            case ShopAnswer.Given<Menu> given -> new Outcome.Browsed(merchant, given.value());
            case ShopAnswer.Refused<Menu> refused -> throw failure(refused.response());
            case ShopAnswer.Untrue<Menu> untrue ->
                throw new CommandFailedException(
                        Kind.REFUSED, "what the server says of the shop is not true: " + untrue.why());
        };
    }

    private static void requireOk(Response answer) throws CommandFailedException {
        if (!(answer instanceof Response.Ok)) {
            throw failure(answer);
        }
    }

    private static CommandFailedException failure(Response answer) {
        return answer instanceof Response.ShopFailed failed
                ? new CommandFailedException(
                        Kind.REFUSED, ShopkeeperSentences.because(failed), ShopkeeperSentences.hint(failed))
                : Failures.of(answer);
    }
}
