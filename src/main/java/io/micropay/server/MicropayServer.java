package io.micropay.server;

import io.micropay.crypto.RevokedKeys;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.Logins;
import io.micropay.net.TlsContext;
import io.micropay.net.TlsListener;
import io.micropay.net.Watchdog;
import io.micropay.payment.AccountKeys;
import io.micropay.payment.OrderCheck;
import io.micropay.payment.PaymentProcessor;
import io.micropay.payment.ReceiptIssuer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// The service: listens, turns connections into sessions, and ends them in order.
///
/// It is given its ledger and the logins and does not close them: what a session still waits for must be answered
/// before the ledger goes.
public final class MicropayServer implements AutoCloseable {

    private static final int BACKLOG = 1_024;

    /// Sessions of a revoked key end within a second.
    private static final Duration REVOCATION_ROUND = Duration.ofMillis(500);

    /// Payers hear within a second or so that their orders have expired.
    private static final Duration RELAY_ROUND = Duration.ofSeconds(1);

    private final Watchdog watchdog;
    private final TlsListener listener;
    private final Optional<DatagramPort> datagrams;
    private final Sessions sessions;
    private final Watch revokedKeys;
    private final Watch expiredOrders;
    private final ServerLog log;

    private MicropayServer(
            Watchdog watchdog,
            TlsListener listener,
            Optional<DatagramPort> datagrams,
            Sessions sessions,
            Watch revokedKeys,
            Watch expiredOrders,
            ServerLog log) {
        this.watchdog = watchdog;
        this.listener = listener;
        this.datagrams = datagrams;
        this.sessions = sessions;
        this.revokedKeys = revokedKeys;
        this.expiredOrders = expiredOrders;
        this.log = log;
    }

    /// Puts the server together and starts to listen.
    ///
    /// @param profile what HELLO tells
    /// @param revokedKeys re-read while the server runs
    /// @param enrolment whom it certifies
    /// @param udp for shops over UDP; empty for a server without
    /// @throws IOException when the address cannot be listened on
    public static MicropayServer start(
            ServerSettings settings,
            TlsContext tls,
            LedgerProfile profile,
            Ledger ledger,
            Logins logins,
            ReceiptIssuer receipts,
            RevokedKeys revokedKeys,
            EnrolmentPolicy enrolment,
            Optional<DatagramSettings> udp)
            throws IOException {
        var log = new ServerLog(profile.unit());
        var presence = new Presence(logins);
        var keys = new AccountKeys(revokedKeys::contains);
        var payments = new PaymentProcessor(profile.id(), ledger, keys, receipts);
        var relays = new RelayDesk(ledger, keys, new OrderCheck(profile.id(), ledger, keys, receipts), log);
        var sessions = new Sessions(presence, relays, log);
        var enrolments = new Enrolment(enrolment, ledger, revokedKeys, log);
        var blocks = new Blocks(settings.blocksMax());
        var menus = new MenuDesk(ledger.shops(), keys, profile.authority(), blocks, log);
        var shops = new ShopDesk(profile, ledger, receipts, menus, log);
        var dispatcher = new RequestDispatcher(
                profile,
                ledger,
                payments,
                keys,
                receipts,
                presence,
                enrolments,
                new EventDesk(ledger, relays, log),
                shops,
                Features.of(enrolments.isOffered(), udp.isPresent()),
                log);
        var reception = new Reception(settings, revokedKeys::contains, sessions, dispatcher, log);
        var watchdog = Watchdog.start(settings.deadlines());
        TlsListener listener = null;
        try {
            listener = TlsListener.open(settings.address(), BACKLOG, tls, watchdog, reception);
            Optional<DatagramPort> datagrams = udp.isEmpty()
                    ? Optional.empty()
                    : Optional.of(DatagramPort.open(
                            listener.address(),
                            udp.get(),
                            new DatagramReception(
                                    revokedKeys::contains,
                                    settings.connectionsPerKeyMax(),
                                    udp.get().limits().idle(),
                                    new DatagramDispatcher(ledger, shops, relays, log),
                                    log)));
            return new MicropayServer(
                    watchdog,
                    listener,
                    datagrams,
                    sessions,
                    Watch.over("revoked keys", REVOCATION_ROUND, () -> endRevoked(revokedKeys, sessions, datagrams)),
                    Watch.over("expired orders", RELAY_ROUND, relays::endExpired),
                    log);
        } catch (IOException unavailable) {
            if (listener != null) {
                listener.close();
            }
            watchdog.close();
            throw unavailable;
        }
    }

    /// In every round, whether or not the list is new: a session may have been let in while it was being read.
    private static void endRevoked(RevokedKeys revokedKeys, Sessions sessions, Optional<DatagramPort> datagrams) {
        revokedKeys.refresh();
        sessions.endRevoked(revokedKeys::contains);
        datagrams.ifPresent(port -> port.endRevoked(revokedKeys::contains));
    }

    /// Where it listens, with the port it took.
    public InetSocketAddress address() {
        return listener.address();
    }

    /// Takes no new connections, lets the requests in hand be answered, and ends all sessions.
    ///
    /// @param patience how long the sessions may take
    /// @return whether all of them ended in time
    public boolean stop(Duration patience) throws InterruptedException {
        listener.close();
        revokedKeys.close();
        expiredOrders.close();
        long deadline = System.nanoTime() + patience.toNanos();
        boolean ended = sessions.endAll(patience);
        if (datagrams.isPresent()) {
            ended &= datagrams.get().stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        watchdog.close();
        log.tellUntold();
        return ended;
    }

    /// Stops without patience.
    @Override
    public void close() {
        try {
            stop(Duration.ZERO);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
