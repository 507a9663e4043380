package io.micropay.client;

import io.micropay.crypto.Identity;
import io.micropay.crypto.UnsupportedKeyException;
import io.micropay.crypto.VerificationKey;
import io.micropay.money.AccountName;
import io.micropay.money.PaymentOrder;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server as one wallet sees it: a connection, the ledger that was checked on it, and a way back when it is lost.
final class LedgerServer {

    /// When an order can no longer be committed, by the server's clock: the server accepts it for 30 s after its
    /// expiry.
    private static final Duration OVER_AFTER_EXPIRY = Duration.ofSeconds(60);

    private final ServerAddress address;
    private final Wallet wallet;
    private final Waits waits;
    private final ServerConnection connection;
    private volatile KnownLedger ledger;
    private volatile @Nullable BorrowedLogin borrowed;
    private volatile @Nullable DatagramConnection datagrams;

    private LedgerServer(
            ServerAddress address, Wallet wallet, Waits waits, ServerConnection connection, KnownLedger ledger) {
        this.address = address;
        this.wallet = wallet;
        this.waits = waits;
        this.connection = connection;
        this.ledger = ledger;
    }

    /// Connects, and checks that the server is the ledger's.
    static LedgerServer connect(ServerAddress address, Wallet wallet, ConnectionNotices notices, Waits waits)
            throws ConnectionException {
        ServerConnection connection =
                Dialler.of(address, wallet.identity(), waits).connect(notices);
        try {
            KnownLedger ledger = KnownLedger.ask(connection, wallet.identity().authority());
            return new LedgerServer(address, wallet, waits, connection, ledger);
        } catch (ConnectionException untrusted) {
            connection.close();
            throw untrusted;
        }
    }

    ServerAddress address() {
        return address;
    }

    ServerConnection connection() {
        return connection;
    }

    /// How long to wait for this server, and for the others of its ledger.
    Waits waits() {
        return waits;
    }

    KnownLedger ledger() {
        return ledger;
    }

    /// Has what takes a login asked on the login of another process from now on.
    void borrow(BorrowedLogin login) {
        borrowed = login;
    }

    /// Has orders relayed in datagrams from now on, which takes no login.
    void relayIn(DatagramConnection light) {
        datagrams = light;
    }

    /// Whether it can be known who is online: that takes a login.
    boolean lists() {
        return datagrams == null;
    }

    /// Whether the server tells this connection of what it has relayed.
    boolean tellsOutcomes() {
        return borrowed == null && datagrams == null;
    }

    /// Has an order relayed, or asks what became of it.
    Response relay(Request.Relay order) throws ConnectionException {
        DatagramConnection light = datagrams;
        return light == null ? askLoggedIn(order) : light.ask(order);
    }

    /// Asks what takes a login.
    Response askLoggedIn(Request request) throws ConnectionException {
        BorrowedLogin other = borrowed;
        return other == null ? connection.ask(request) : other.ask(request);
    }

    /// Asks for what comes as a block, which takes a login.
    BlockAnswer askForBlock(Request request) throws ConnectionException {
        BorrowedLogin other = borrowed;
        return other == null ? connection.askForBlock(request) : other.ask(request, new byte[0]);
    }

    /// Sends a block, which takes a login.
    BlockAnswer upload(Request.Upload request, byte[] block) throws ConnectionException {
        BorrowedLogin other = borrowed;
        return other == null ? connection.upload(request, block) : other.ask(request, block);
    }

    /// An account as the server knows it.
    ///
    /// @return empty when there is no such account
    Optional<KnownAccount> account(AccountName name) throws ConnectionException {
        Response answer = connection.ask(new Request.Key(name));
        return answer instanceof Response.Key named && named.name().equals(name)
                ? key(answer).map(key -> new KnownAccount(named.name(), key))
                : Optional.empty();
    }

    /// The public key that an account is bound to.
    ///
    /// @return empty when there is no such account
    Optional<VerificationKey> keyOf(AccountName name) throws ConnectionException {
        return key(connection.ask(new Request.Key(name)));
    }

    /// The key that the server answers with; empty when it answers otherwise, or with a key that no account can have.
    static Optional<VerificationKey> key(Response answer) {
        if (!(answer instanceof Response.Key key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(VerificationKey.decode(key.key().bytes()));
        } catch (UnsupportedKeyException unsupported) {
            return Optional.empty();
        }
    }

    /// Asks for the ledger's clock again, which also keeps the session from being idle.
    void refresh() throws ConnectionException {
        ledger = KnownLedger.ask(connection, wallet.identity().authority());
    }

    /// Whether an order that is not committed when this is asked never will be.
    ///
    /// A clock that was read before may have been set back since: where it says so, the server's is read again.
    boolean isOver(PaymentOrder order) {
        long end = order.expires().epochMillis() + OVER_AFTER_EXPIRY.toMillis();
        return ledger.now() > end
                && askByAnyWay(new Request.Hello())
                        .filter(answer -> answer instanceof Response.Hello hello
                                && hello.now().epochMillis() > end)
                        .isPresent();
    }

    /// Asks what needs no login, on another connection if this one is lost: what became of a payment must be known if
    /// the server can be reached at all.
    ///
    /// @return empty when it cannot, or is too busy to say
    Optional<Response> askByAnyWay(Request request) {
        if (connection.isOpen()) {
            try {
                return Optional.of(connection.ask(request));
            } catch (ConnectionException lost) {
                // The request is one that can be asked again.
            }
        }
        Identity own = wallet.identity();
        try (ServerConnection another =
                Dialler.of(address, own, waits).connect(ConnectionNotices.NONE, waits.workerInDoubt())) {
            KnownLedger.ask(another, own.authority());
            return Optional.of(another.ask(request));
        } catch (ConnectionException unreachable) {
            return Optional.empty();
        }
    }
}
