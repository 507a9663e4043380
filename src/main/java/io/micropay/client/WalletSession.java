package io.micropay.client;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.net.TlsListener;
import io.micropay.payment.Receipt;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import io.micropay.wire.Response.OnlineAccount;
import io.micropay.wire.ServerEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A wallet that is connected to its server: registers, logs in, lists, pays, is paid, leaves.
///
/// One thread uses it; orders that come in are answered beside it. A refusal of the server is a [Response], an end of
/// the connection a [ConnectionException].
public final class WalletSession implements AutoCloseable {

    private final Wallet wallet;
    private final LedgerServer server;
    private final WalletNotices notices;
    private final Settlement settlement;
    private final Payer payer;
    private final AccountBook book;
    private final Submission submission;
    private final IncomingPayments incoming;
    private final RelayOutcomes outcomes = new RelayOutcomes();
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile @Nullable Login login;

    /// @param listener null for a payee that is paid through the server only
    private record Login(AccountName account, @Nullable TlsListener listener) {}

    private WalletSession(Wallet wallet, LedgerServer server, WalletNotices notices) {
        this.wallet = wallet;
        this.server = server;
        this.notices = notices;
        this.settlement = new Settlement(wallet, server, notices);
        this.payer = new Payer(wallet, server, settlement, outcomes, notices);
        this.book = new AccountBook(wallet, server, settlement);
        this.submission = new Submission(wallet, server, notices);
        this.incoming = new IncomingPayments(wallet, server, submission, notices);
    }

    /// Connects, checks the server, and tells what became of the orders that an earlier run has left open.
    public static WalletSession open(ServerAddress address, Wallet wallet, WalletNotices notices)
            throws ConnectionException {
        LedgerServer server = LedgerServer.connect(address, wallet.identity(), notices);
        WalletSession session = new WalletSession(wallet, server, notices);
        server.connection().onLost(reason -> {
            session.stopListening();
            notices.lost(reason);
        });
        Thread.ofVirtual().name("keep-alive").start(session::keepAlive);
        session.tellOfOpenOrders();
        return session;
    }

    private void tellOfOpenOrders() {
        try {
            settlement.review(true);
        } catch (IOException unreadable) {
            notices.unreadableJournal(ConnectionTroubles.detail(unreadable));
        }
    }

    /// What the server serves.
    public KnownLedger ledger() {
        return server.ledger();
    }

    public boolean isOpen() {
        return server.connection().isOpen();
    }

    /// The account this session has logged in to.
    public Optional<AccountName> account() {
        return Optional.ofNullable(login).map(Login::account);
    }

    /// Asks for an account of this name for the wallet's key.
    public Response register(AccountName name, Amount deposit) throws ConnectionException {
        return server.connection().ask(new Request.Register(name, deposit));
    }

    /// Listens for orders, then logs in, and listens to the server's events if it has some.
    ///
    /// @param port where to listen; 0 to be paid through the server only
    /// @param takeover whether to end another session of the account
    /// @throws IOException when the port cannot be listened on; nothing was asked of the server then
    public Response logIn(AccountName name, int port, boolean takeover, AcceptancePolicy policy)
            throws ConnectionException, IOException {
        OrderTaking taking = taking(name, policy);
        TlsListener listener = port == 0 || login != null ? null : PayeeListener.open(port, wallet, taking, notices);
        boolean loggedIn = false;
        try {
            Response response = server.connection().ask(new Request.Login(name, port, takeover));
            if (response instanceof Response.StatusBlock block) {
                login = new Login(registeredSpelling(block, name), listener);
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
        if (server.ledger().offers(KnownLedger.EVENTS)) {
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

    public Response list() throws ConnectionException {
        return server.connection().ask(new Request.ListOnline());
    }

    /// Pays, and comes back with what became of it.
    ///
    /// @param anyway whether to sign the order although one of the same payee, amount and memo is open
    /// @throws ConnectionException when the server went away before an order was signed: nothing was paid
    public PaymentResult pay(AccountName payee, Amount amount, Memo memo, boolean anyway) throws ConnectionException {
        Login current = login;
        return current == null
                ? new PaymentResult.NotPaid(new Obstacle.NotLoggedIn())
                : payer.pay(current.account(), payee, amount, memo, anyway);
    }

    /// What was paid, and what became of the orders that were signed.
    public AccountBook book() {
        return book;
    }

    /// Pays back a payment, or a part of what is left of it.
    ///
    /// @throws IllegalArgumentException when the amount is more than is left
    /// @throws ConnectionException when the server went away before an order was signed: nothing was paid
    public PaymentResult refund(Refundable refundable, Amount amount, boolean anyway) throws ConnectionException {
        if (amount.compareTo(refundable.left()) > 0) {
            throw new IllegalArgumentException(amount + " is more than the " + refundable.left() + " that is left");
        }
        Receipt original = refundable.original();
        return pay(original.payer(), amount, refundable.memo(), anyway);
    }

    /// Asks to be paid: the request is kept, and is paid once.
    ///
    /// @param server where its payer meets this wallet
    /// @throws IOException when it cannot be kept
    public PaymentRequest request(AccountName payee, ServerAddress server, Amount amount, Memo words)
            throws IOException {
        OwnRequest own = wallet.requests().create(amount, words);
        return new PaymentRequest(payee, server, amount, words, own.reference());
    }

    /// Pays what somebody asks for.
    ///
    /// @param anyway whether to sign an order although one for the same request is open
    /// @throws ConnectionException when the server went away before an order was signed: nothing was paid
    public PaymentResult pay(PaymentRequest request, boolean anyway) throws ConnectionException {
        return pay(request.payee(), request.amount(), request.memo(), anyway);
    }

    /// From any thread: does not wait for the payee any longer; [#pay] comes back soon, and with a definite answer.
    public void giveUp() {
        payer.giveUp();
    }

    /// Leaves in order: the server says goodbye.
    ///
    /// @throws ConnectionException when it does not answer any more
    public void exit() throws ConnectionException {
        stopListening();
        server.connection().exit();
    }

    /// Ends without a word.
    @Override
    public void close() {
        stopListening();
        server.connection().close();
    }

    private void stopListening() {
        left.countDown();
        Login current = login;
        if (current != null && current.listener() != null) {
            current.listener().close();
        }
    }

    /// A session without a request for 15 minutes is idle to the server: a payee who waits would be logged out.
    private void keepAlive() {
        try {
            while (!left.await(Waits.KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)) {
                server.refresh();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ConnectionException lost) {
            // Whoever listens for the end of the connection is told of it.
        }
    }
}
