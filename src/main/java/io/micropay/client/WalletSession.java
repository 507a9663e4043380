package io.micropay.client;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.PaymentOrder;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A wallet that is connected to its server: registers, logs in, lists, pays, is paid, leaves.
///
/// One thread uses it; orders that come in are answered beside it. A refusal of the server is a [Response], an end of
/// the connection a [ConnectionException].
public final class WalletSession implements AutoCloseable {

    private final LedgerServer server;
    private final WalletNotices notices;
    private final LeftOrders leftOrders;
    private final Payer payer;
    private final AccountBook book;
    private final WalletLogin login;
    private final CountDownLatch left = new CountDownLatch(1);

    private WalletSession(Wallet wallet, LedgerServer server, WalletNotices notices) {
        this.server = server;
        this.notices = notices;
        RelayOutcomes outcomes = new RelayOutcomes();
        OrderEnding ending = new OrderEnding(wallet, server);
        this.leftOrders = new LeftOrders(wallet, ending, notices);
        this.payer = new Payer(wallet, server, ending, leftOrders, outcomes, notices);
        this.login = new WalletLogin(wallet, server, outcomes, notices);
        this.book = new AccountBook(wallet, server, ending, leftOrders);
    }

    /// Connects, checks the server, and tells what became of the orders that an earlier run has left open.
    public static WalletSession open(ServerAddress address, Wallet wallet, WalletNotices notices)
            throws ConnectionException {
        return open(address, wallet, notices, Waits.STANDARD);
    }

    static WalletSession open(ServerAddress address, Wallet wallet, WalletNotices notices, Waits waits)
            throws ConnectionException {
        LedgerServer server = LedgerServer.connect(address, wallet, notices, waits);
        WalletSession session = new WalletSession(wallet, server, notices);
        server.connection().onLost(reason -> {
            session.stopListening();
            notices.lost(reason);
        });
        Thread.ofVirtual().name("keep-alive").start(session::keepAlive);
        session.tellOfLeftOrders();
        return session;
    }

    private void tellOfLeftOrders() {
        try {
            leftOrders.review(true);
        } catch (IOException unreadable) {
            notices.unreadableJournal(FileTroubles.detail(unreadable));
        }
    }

    /// What the server serves.
    public KnownLedger ledger() {
        return server.ledger();
    }

    /// Where it is connected to.
    public ServerAddress server() {
        return server.address();
    }

    public boolean isOpen() {
        return server.connection().isOpen();
    }

    /// The account this session has logged in to, or speaks for.
    public Optional<AccountName> account() {
        return login.account();
    }

    /// Speaks for an account without a login, which only another session of the account may have.
    ///
    /// @return whether the account is this key's
    public boolean speakFor(AccountName name) throws ConnectionException {
        return login.speakFor(name);
    }

    /// Uses the login of another process of this wallet, if one shares it, to see who is online and to pay.
    ///
    /// @return whether there is one
    public boolean borrowLogin(AccountName name) throws ConnectionException {
        return login.borrow(name);
    }

    /// Shares this login with the other processes of the wallet, as long as the session lasts.
    ///
    /// @return whether they can use it
    public boolean shareLogin() {
        return login.share();
    }

    /// Pays in datagrams from now on, through the server and without a login.
    ///
    /// @return whether the account is this key's
    public boolean payIn(DatagramConnection datagrams, AccountName name) throws ConnectionException {
        server.relayIn(datagrams);
        return speakFor(name);
    }

    /// An account as the server knows it; needs no login.
    ///
    /// @return empty when there is no such account
    public Optional<KnownAccount> account(AccountName name) throws ConnectionException {
        return server.account(name);
    }

    /// What the account of this key has; needs no login.
    public Response balance() throws ConnectionException {
        return server.connection().ask(new Request.Balance());
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
        return login.logIn(name, port, takeover, policy);
    }

    /// Who answers what takes a login: this session, or another process of this wallet that shares its own.
    public AnsweringServer loggedIn() {
        return server::askLoggedIn;
    }

    public Response list() throws ConnectionException {
        return server.askLoggedIn(new Request.ListOnline());
    }

    /// Asks for something that comes as a block; needs a login, which may be borrowed.
    public BlockAnswer askForBlock(Request request) throws ConnectionException {
        return server.askForBlock(request);
    }

    /// Sends a block, if the server takes it; needs a login, which may be borrowed.
    public BlockAnswer upload(Request.Upload request, byte[] block) throws ConnectionException {
        return server.upload(request, block);
    }

    /// Pays, and comes back with what became of it; needs a login, unless it is known where the payee listens.
    ///
    /// @throws ConnectionException when the server went away before an order was signed: nothing was paid
    public PaymentResult pay(PaymentIntent intent) throws ConnectionException {
        Optional<AccountName> payerName = account();
        return payerName.isEmpty()
                ? new PaymentResult.NotPaid(new Obstacle.NotLoggedIn())
                : payer.pay(payerName.get(), intent);
    }

    /// What became of a payment that has a name of the payer's choice, if that needs no further attempt.
    public Optional<PaymentResult> earlier(PaymentIntent intent) throws ConnectionException {
        return payer.earlier(intent);
    }

    /// Orders to somebody that an earlier run has left, and that are paid by now: nobody may have been told.
    ///
    /// @throws IOException when the journal cannot be read
    public List<PaymentOrder> paidUnheardOf(AccountName payee) throws IOException {
        leftOrders.review(false);
        return leftOrders.paidUnheardOf(payee);
    }

    /// Somebody has been told of such an order.
    public void heardOf(PaymentOrder order) {
        leftOrders.heardOf(order);
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
        return pay(PaymentIntent.refund(refundable, amount, anyway));
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
        Runnable letGo = login.finishOrders();
        try {
            server.connection().exit();
        } finally {
            letGo.run();
        }
    }

    /// Leaves in order if the server still listens, and closes in any case.
    public void leave() {
        try {
            exit();
        } catch (ConnectionException gone) {
            close();
        }
    }

    /// Ends without a word.
    @Override
    public void close() {
        stopListening();
        server.connection().close();
    }

    private void stopListening() {
        left.countDown();
        login.stopListening();
    }

    /// A session without a request for 15 minutes is idle to the server: a payee who waits would be logged out.
    private void keepAlive() {
        try {
            while (isOpen() && !left.await(server.waits().keepAlive().toMillis(), TimeUnit.MILLISECONDS)) {
                refresh();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void refresh() {
        try {
            server.refresh();
        } catch (ConnectionException unanswered) {
            // The server may be able to answer the next time. If the connection is lost, whoever listens for its end is
            // told of it.
        }
    }
}
