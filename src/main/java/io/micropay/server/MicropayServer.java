package io.micropay.server;

import io.micropay.crypto.RevokedKeys;
import io.micropay.net.TlsContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The service: listens, turns connections into sessions, and ends them in order.
///
/// It is given its ledger and the logins and does not close them: what a session still waits for must be answered
/// before the ledger goes.
public final class MicropayServer implements AutoCloseable {

    /// Sessions of a revoked key end within a second.
    private static final Duration REVOCATION_ROUND = Duration.ofMillis(500);

    /// Payers hear within a second or so that their orders have expired.
    private static final Duration RELAY_ROUND = Duration.ofSeconds(1);

    private final Ports ports;
    private final Sessions sessions;
    private final List<Watch> watches;
    private final ServerLog log;

    private MicropayServer(Ports ports, Sessions sessions, List<Watch> watches, ServerLog log) {
        this.ports = ports;
        this.sessions = sessions;
        this.watches = List.copyOf(watches);
        this.log = log;
    }

    /// Puts the server together and starts to listen.
    ///
    /// @param udp for shops over UDP; empty for a server without
    /// @param enrolment whom it certifies
    /// @param revokedKeys re-read while the server runs
    /// @throws IOException when the address cannot be listened on
    public static MicropayServer start(
            ServerSettings settings,
            TlsContext tls,
            Optional<DatagramSettings> udp,
            ServedLedger served,
            EnrolmentPolicy enrolment,
            RevokedKeys revokedKeys)
            throws IOException {
        var log = new ServerLog(served.profile().unit());
        var blocks = new Blocks(settings.blocksMax(), settings.deadlines().block());
        var desks = Desks.of(served, enrolment, revokedKeys, blocks, log);
        var sessions = new Sessions(desks, log);
        var features = Features.of(desks.enrolment().isOffered(), udp.isPresent());
        var dispatcher = new RequestDispatcher(served, desks, features, log);
        var reception = new Reception(settings, revokedKeys::contains, sessions, dispatcher, log);
        var datagramDispatcher = new DatagramDispatcher(served.ledger(), desks.shops(), desks.relays(), log);
        var datagramReception = udp.map(datagrams -> new DatagramReception(
                datagrams, settings.connectionsPerKeyMax(), revokedKeys::contains, datagramDispatcher, log));
        var ports = Ports.open(settings, tls, reception, datagramReception);
        return new MicropayServer(
                ports,
                sessions,
                List.of(
                        Watch.over("revoked keys", REVOCATION_ROUND, () -> endRevoked(revokedKeys, sessions, ports)),
                        Watch.over("expired orders", RELAY_ROUND, desks.relays()::endExpired)),
                log);
    }

    /// In every round, whether or not the list is new: a session may have been let in while it was being read.
    private static void endRevoked(RevokedKeys revokedKeys, Sessions sessions, Ports ports) {
        revokedKeys.refresh();
        sessions.endRevoked(revokedKeys::contains);
        ports.endRevoked(revokedKeys::contains);
    }

    /// Where it listens, with the port it took.
    public InetSocketAddress address() {
        return ports.address();
    }

    /// Takes no new connections, lets the requests in hand be answered, and ends all sessions.
    ///
    /// @param patience how long the sessions may take
    /// @return whether all of them ended in time
    public boolean stop(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        ports.admitNoMore();
        watches.forEach(Watch::close);
        boolean ended = sessions.endAll(patience);
        ended &= ports.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
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
