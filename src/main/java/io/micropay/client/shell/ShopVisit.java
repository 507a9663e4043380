package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.DatagramConnection;
import io.micropay.client.DatagramPatience;
import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.client.shop.ShopAnswer;
import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import io.micropay.wire.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One command's time at the shops.
///
/// It asks in datagrams if it is told to, which takes neither a session nor a login, and over TLS what is too long for
/// them. Either connection is made when it is needed first.
public final class ShopVisit implements ShopWay, AutoCloseable {

    private final ServerAddress server;
    private final Wallet wallet;
    private final AccountName name;
    private final Aside aside;
    private final boolean light;
    private final boolean takeover;
    private @Nullable Visit visit;
    private @Nullable DatagramConnection datagrams;
    private boolean loggedIn;

    /// @param name on the wallet's certificate
    /// @param aside is told what happens on the way, and asked if it is a person
    /// @param light whether to ask in datagrams
    /// @param takeover whether a login may end another session of the account
    public ShopVisit(
            ServerAddress server, Wallet wallet, AccountName name, Aside aside, boolean light, boolean takeover) {
        this.server = server;
        this.wallet = wallet;
        this.name = name;
        this.aside = aside;
        this.light = light;
        this.takeover = takeover;
    }

    public BrowsingDesk browsing() {
        return new BrowsingDesk(this);
    }

    public WholeMenuDesk menus() throws CommandFailedException {
        return new WholeMenuDesk(wallet, logIn());
    }

    /// Where to buy. Who does it in datagrams needs no login, since an order that goes through the server may come by
    /// them too; keys, and what became of an order in doubt, are asked over TLS.
    public BuyingDesk buying() throws CommandFailedException {
        return new BuyingDesk(wallet, light ? payInDatagrams() : logIn(), this, aside);
    }

    private WalletSession payInDatagrams() throws CommandFailedException {
        WalletSession session = visit().session();
        if (!asked(() -> session.payIn(datagrams(), name))) {
            throw Visit.noAccount(name);
        }
        return session;
    }

    /// The receipt of a payment, from the ledger if it is not kept, with what it paid for.
    public Outcome.Checked receipt(PaymentId id) throws CommandFailedException {
        ReceiptDesk desk = new ReceiptDesk(wallet);
        Optional<Outcome.Checked> kept = desk.kept(id);
        Outcome.Checked checked = kept.isPresent() ? kept.get() : desk.receipt(id, visit().session());
        return desk.complete(checked, this, aside::tell);
    }

    @Override
    public <T> T ask(ShopQuestion<T> question) throws CommandFailedException {
        if (light) {
            ShopAnswer<T> answer = asked(() -> question.ask(datagrams()));
            if (!isTooLong(answer)) {
                return ShopWay.given(answer);
            }
            aside.tell(ShopSentences.OVER_TLS);
        }
        WalletSession session = logIn();
        return ShopWay.given(asked(() -> question.ask(session.loggedIn())));
    }

    private static boolean isTooLong(ShopAnswer<?> answer) {
        return answer instanceof ShopAnswer.Refused<?> refused && refused.response() instanceof Response.TooLong;
    }

    private WalletSession logIn() throws CommandFailedException {
        if (!loggedIn) {
            visit().logIn(takeover);
            loggedIn = true;
        }
        return visit().session();
    }

    private Visit visit() throws CommandFailedException {
        Visit current = visit;
        if (current == null) {
            current = Visit.open(server, wallet, name, aside);
            visit = current;
        }
        return current;
    }

    private DatagramConnection datagrams() throws CommandFailedException {
        DatagramConnection current = datagrams;
        if (current == null) {
            current = asked(() -> DatagramConnection.dial(server, wallet.identity(), DatagramPatience.standard()));
            datagrams = current;
        }
        return current;
    }

    /// Takes leave where it has been.
    @Override
    public void close() {
        if (datagrams != null) {
            datagrams.close();
        }
        if (visit != null) {
            visit.close();
        }
    }
}
