package io.micropay.client;

import io.micropay.money.AccountName;
import io.micropay.net.TlsListener;
import io.micropay.wire.Feature;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import io.micropay.wire.Response.OnlineAccount;
import io.micropay.wire.ServerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The login of a wallet's session: whose account it is, how its orders come in, and which other processes use it.
///
/// It can also be none of its own, but that of another process of the wallet, or none at all, which is enough to speak
/// for an account.
final class WalletLogin {

    /// For payments that were accepted to be done, before we leave.
    private static final Duration ORDERS_PATIENCE = Duration.ofSeconds(3);

    private final Wallet wallet;
    private final LedgerServer server;
    private final WalletNotices notices;
    private final Submission submission;
    private final IncomingPayments incoming;
    private final RelayOutcomes outcomes;
    private volatile @Nullable Login login;
    private volatile @Nullable AccountName unlisted;
    private volatile @Nullable SharedLogin sharing;

    /// @param listener null for a payee that is paid through the server only
    private record Login(AccountName account, @Nullable TlsListener listener, OrderTaking taking) {}

    /// @param outcomes is told what became of orders that the server has relayed
    WalletLogin(Wallet wallet, LedgerServer server, RelayOutcomes outcomes, WalletNotices notices) {
        this.wallet = wallet;
        this.server = server;
        this.outcomes = outcomes;
        this.notices = notices;
        this.submission = new Submission(wallet, server, notices);
        this.incoming = new IncomingPayments(wallet, server, submission, notices);
    }

    /// The account that is logged in, or spoken for.
    Optional<AccountName> account() {
        return Optional.ofNullable(login).map(Login::account).or(() -> Optional.ofNullable(unlisted));
    }

    /// Speaks for an account without a login of its own.
    ///
    /// @return whether the account is this key's
    boolean speakFor(AccountName name) throws ConnectionException {
        boolean own = server.keyOf(name)
                .filter(wallet.identity().verificationKey()::equals)
                .isPresent();
        if (own) {
            unlisted = name;
        }
        return own;
    }

    /// Uses the login of another process of this wallet, if one shares it.
    ///
    /// @return whether there is one
    boolean borrow(AccountName name) throws ConnectionException {
        Optional<BorrowedLogin> shared = BorrowedLogin.find(wallet.sharedLogin());
        shared.ifPresent(server::borrow);
        return shared.isPresent() && speakFor(name);
    }

    /// Shares this login with the other processes of the wallet, until [#stopListening].
    ///
    /// @return whether they can use it
    boolean share() {
        try {
            sharing = SharedLogin.open(wallet.sharedLogin(), server.connection());
            return true;
        } catch (IOException | UnsupportedOperationException impossible) {
            return false;
        }
    }

    /// Listens for orders, then logs in, and listens to the server's events if it has some.
    ///
    /// @param port where to listen; 0 to be paid through the server only
    /// @param takeover whether to end another session of the account
    /// @throws IOException when the port cannot be listened on; nothing was asked of the server then
    Response logIn(AccountName name, int port, boolean takeover, AcceptancePolicy policy)
            throws ConnectionException, IOException {
        OrderTaking taking = taking(name, policy);
        TlsListener listener =
                port == 0 || login != null ? null : PayeeListener.open(port, wallet, taking, notices, server.waits());
        boolean loggedIn = false;
        try {
            Response response = server.connection().ask(new Request.Login(name, port, takeover));
            if (response instanceof Response.StatusBlock block) {
                login = new Login(registeredSpelling(block, name), listener, taking);
                loggedIn = true;
                listenToEvents(new RelayedOrders(server, taking, notices));
            }
            return response;
        } finally {
            if (listener != null && !loggedIn) {
                listener.close();
            }
        }
    }

    private OrderTaking taking(AccountName name, AcceptancePolicy policy) {
        RequestDesk requests = new RequestDesk(wallet.requests(), server);
        OrderDesk desk = new OrderDesk(wallet, server, name, policy, requests, notices);
        return new OrderTaking(desk, requests, submission, notices);
    }

    private void listenToEvents(RelayedOrders orders) throws ConnectionException {
        if (server.ledger().offers(Feature.EVENTS)) {
            server.connection().onEvent(event -> happened(event, orders));
            server.connection().ask(new Request.EventsOn());
        }
    }

    private void happened(ServerEvent event, RelayedOrders orders) {
        switch (event) {
            case ServerEvent.Paid paid -> incoming.paid(paid);
            case ServerEvent.Ordered ordered -> orders.ordered(ordered);
            case ServerEvent.Relayed relayed -> outcomes.told(relayed);
        }
    }

    private static AccountName registeredSpelling(Response.StatusBlock block, AccountName name) {
        return block.online().stream()
                .map(OnlineAccount::name)
                .filter(name::equals)
                .findFirst()
                .orElse(name);
    }

    /// Waits until the orders that were accepted are done; then takes nothing more until it is let go.
    ///
    /// @return what lets go
    Runnable finishOrders() {
        Login current = login;
        try {
            return current == null ? () -> {} : current.taking().finish(ORDERS_PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return () -> {};
        }
    }

    /// Takes no more orders, and shares the login no longer.
    void stopListening() {
        Login current = login;
        if (current != null && current.listener() != null) {
            current.listener().close();
        }
        SharedLogin shared = sharing;
        if (shared != null) {
            shared.close();
        }
    }
}
