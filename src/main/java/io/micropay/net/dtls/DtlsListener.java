package io.micropay.net.dtls;

import io.micropay.jfr.DtlsHandshakeEvent;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bouncycastle.tls.DTLSRequest;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the datagrams of all peers from one socket, and serves each peer on a virtual thread of its own.
///
/// One platform thread receives. Until a client has returned its cookie nothing is kept of it, and what is neither a
/// hello nor a known peer's is dropped without an answer. A peer's thread takes what is the peer's from a bounded
/// inbox: whoever sends faster than he is served loses datagrams, and keeps nobody waiting.
public final class DtlsListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DtlsListener.class);

    private static final long PAUSE_NANOS = 100_000_000;
    private static final long LOOK_MILLIS = 5;

    private final DatagramSocket socket;
    private final DtlsContext context;
    private final DtlsLimits limits;
    private final DtlsHandler handler;
    private final Associations associations;
    private final Cookies cookies;
    private final Thread receiver =
            Thread.ofPlatform().name("micropay-datagrams").unstarted(this::receiveAll);
    private volatile boolean ending;

    private DtlsListener(DatagramSocket socket, DtlsContext context, DtlsLimits limits, DtlsHandler handler) {
        this.socket = socket;
        this.context = context;
        this.limits = limits;
        this.handler = handler;
        this.associations = new Associations(limits);
        this.cookies = new Cookies(context.crypto());
    }

    /// Binds the address and starts to receive.
    ///
    /// @param address port 0 takes a free one
    /// @throws java.net.BindException when the port is taken or the address is not this machine's
    public static DtlsListener open(
            InetSocketAddress address, DtlsContext context, DtlsLimits limits, DtlsHandler handler) throws IOException {
        var listener = new DtlsListener(new DatagramSocket(address), context, limits, handler);
        listener.receiver.start();
        return listener;
    }

    /// The bound address, with the port that was taken.
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// How many peers shake hands or are connected.
    int peers() {
        return associations.size();
    }

    /// Takes no new peers from now on, and has each of the others take its leave when what it has in hand is answered.
    public void end() {
        ending = true;
        associations.endAll();
    }

    /// Ends, waits until all peers have taken their leave, and closes.
    ///
    /// @param patience how long the requests in hand may take
    /// @return whether all ended in time
    public boolean stop(Duration patience) throws InterruptedException {
        end();
        long deadline = System.nanoTime() + patience.toNanos();
        while (associations.size() > 0 && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        socket.close();
        receiver.join();
        return associations.size() == 0;
    }

    /// Stops without patience.
    @Override
    public void close() {
        try {
            stop(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receiveAll() {
        // One byte more than is taken: a datagram that fills it was too long.
        var packet = new DatagramPacket(new byte[BoundedTransport.RECEIVE_BYTES_MAX + 1], 0);
        boolean troubled = false;
        while (!socket.isClosed()) {
            try {
                packet.setLength(BoundedTransport.RECEIVE_BYTES_MAX + 1);
                socket.receive(packet);
                take(packet);
                troubled = false;
            } catch (IOException | RuntimeException | OutOfMemoryError failure) {
                if (!troubled && !socket.isClosed()) {
                    LOG.warn("cannot receive datagrams for now: {}", String.valueOf(failure.getMessage()));
                }
                troubled = true;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void take(DatagramPacket packet) {
        if (packet.getLength() == 0 || packet.getLength() > BoundedTransport.RECEIVE_BYTES_MAX) {
            return;
        }
        var from = (InetSocketAddress) packet.getSocketAddress();
        byte[] datagram = Arrays.copyOfRange(packet.getData(), packet.getOffset(), packet.getLength());
        if (ClientHellos.isOne(datagram)) {
            greet(from, datagram);
            return;
        }
        Association known = associations.at(from);
        if (known != null) {
            known.offer(datagram);
        }
    }

    private void greet(InetSocketAddress from, byte[] hello) {
        if (ending) {
            return;
        }
        Optional<DTLSRequest> request =
                cookies.check(from, hello, answer -> socket.send(new DatagramPacket(answer, answer.length, from)));
        if (request.isEmpty()) {
            return;
        }
        Association known = associations.at(from);
        if (known != null && known.beganWith(hello)) {
            known.offer(hello);
        } else {
            admit(new Association(socket, from, hello), request.get());
        }
    }

    private void admit(Association association, DTLSRequest request) {
        if (!associations.add(association)) {
            LOG.debug("{}: no room for another peer", association.peer());
            return;
        }
        if (ending) {
            // The others were told in the meantime.
            association.close();
        }
        try {
            Thread.ofVirtual().name("datagrams").start(() -> serve(association, request));
        } catch (RuntimeException | OutOfMemoryError e) {
            associations.remove(association);
            throw e;
        }
    }

    private void serve(Association association, DTLSRequest request) {
        try (DtlsConnection connection = shakeHands(association, request)) {
            handler.serve(connection);
        } catch (IOException gone) {
            LOG.debug("{}: {}", association.peer(), String.valueOf(gone.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error bug) {
            LOG.error("{}: association ended by a fault", association.peer(), bug);
        } finally {
            associations.remove(association);
        }
    }

    private DtlsConnection shakeHands(Association association, DTLSRequest request) throws IOException {
        var event = new DtlsHandshakeEvent();
        event.begin();
        event.remote = association.peer().toString();
        var side = new ServerSide(context, limits.handshake(), handler::admits);
        try {
            var bounded = new BoundedTransport(association);
            DTLSTransport transport = new DTLSServerProtocol().accept(side, new OrderedTransport(bounded), request);
            bounded.flush();
            event.outcome = "established";
            event.cipherSuite = side.cipherSuite();
            return new DtlsConnection(transport, bounded, association, side.peerChain(), association.peer());
        } catch (IOException | RuntimeException failure) {
            event.outcome = String.valueOf(failure.getMessage());
            throw failure;
        } finally {
            event.peer = side.peerChain().isEmpty()
                    ? ""
                    : side.peerChain().getFirst().getSubjectX500Principal().getName();
            event.commit();
        }
    }
}
