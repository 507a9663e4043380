package io.micropay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TlsListenerIT {

    private static final TestAuthority CA = new TestAuthority("micropay CA");
    private static final TlsContext SERVER = TlsContext.server(CA.localServer(), CA.certificate());
    private static final TlsContext CLIENT = TlsContext.client(null, CA.certificate());
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Watchdog watchdog = Watchdog.start(TestServer.LONG);
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void closeSockets() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        watchdog.close();
    }

    @Test
    void floodOfSilentClientsClosesTheOldestOfThem() throws Exception {
        try (TlsListener listener = listenWithHandshakes(3)) {
            Socket oldest = dialSilently(listener);
            Socket second = dialSilently(listener);
            Socket third = dialSilently(listener);
            assertIsServed(listener);

            assertThat(oldest.getInputStream().read()).isNegative();
            assertThat(isOpen(second)).isTrue();
            assertThat(isOpen(third)).isTrue();
        }
    }

    @Test
    void floodLocksNobodyOut() throws Exception {
        try (TlsListener listener = listenWithHandshakes(20)) {
            for (int i = 0; i < 100; i++) {
                dialSilently(listener);
                if (i % 10 == 0) {
                    assertIsServed(listener);
                }
            }
            // Who was closed is forgotten by his own thread, in its time.
            await().until(() -> watchdog.watched() <= 20);
        }
    }

    /// On a JDK that pins, each of these would hold one of the few carrier threads.
    @Test
    void connectionsBlockedInEveryWayLeaveTheCarriersFree() throws Exception {
        int each = 4 * Runtime.getRuntime().availableProcessors();
        var permits = new WorkerPermits(1, each);
        Place worker = permits.enter().orElseThrow();
        var kinds = new AtomicInteger();
        ConnectionHandler handler = connection -> {
            switch (kinds.getAndIncrement() / each) {
                case 0 -> writeForEver(connection.channel());
                case 1 -> waitForAWorker(connection.channel(), permits);
                default -> TestServer.echo(connection);
            }
        };
        try (TlsListener listener = listen(handler)) {
            for (int i = 0; i < 3 * each; i++) {
                sockets.add(TestPeer.connect(listener.address(), CLIENT).raw());
                dialSilently(listener);
            }
            await().until(() -> permits.waiting() == each);

            assertIsServed(listener);
        }
        worker.close();
    }

    @Test
    void faultInOneConnectionEndsThatOneOnly() throws Exception {
        var connections = new AtomicInteger();
        ConnectionHandler faulty = connection -> {
            switch (connections.getAndIncrement()) {
                case 0 -> throw new IllegalStateException("a planted fault");
                case 1 -> throw new AssertionError("a planted error");
                default -> TestServer.echo(connection);
            }
        };
        try (TlsListener listener = listen(faulty)) {
            for (int i = 0; i < 2; i++) {
                try (TestPeer peer = TestPeer.connect(listener.address(), CLIENT)) {
                    assertThat(peer.readLine()).isNull();
                }
            }
            assertIsServed(listener);
            await().until(() -> watchdog.watched() == 0);
        }
    }

    @Test
    void failureToAcceptPasses() throws Exception {
        var socket = new AcceptSocket() {
            private int failures = 3;

            @Override
            public RawSocket accept() throws IOException {
                return switch (failures) {
                    case 3 -> fail(new SocketException("Too many open files"));
                    case 2 -> fail(new IllegalStateException("a planted fault"));
                    case 1 -> fail(new OutOfMemoryError("unable to create native thread"));
                    default -> super.accept();
                };
            }

            private RawSocket fail(Throwable failure) throws IOException {
                failures--;
                switch (failure) {
                    case IOException e -> throw e;
                    case RuntimeException e -> throw e;
                    default -> throw (Error) failure;
                }
            }
        };
        try (TlsListener listener = listen(socket, 100, TestServer::echo)) {
            assertIsServed(listener);
        }
    }

    @Test
    void closedListenerAcceptsNoMoreAndLetsTheOthersGoOn() throws Exception {
        TlsListener listener = listen(TestServer::echo);
        try (listener;
                TestPeer peer = TestPeer.connect(listener.address(), CLIENT)) {
            peer.send("before\n");
            assertThat(peer.readLine()).isEqualTo("before");
            InetSocketAddress address = listener.address();
            close(listener);

            assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()))
                    .isInstanceOf(ConnectException.class);
            peer.send("after\n");
            assertThat(peer.readLine()).isEqualTo("after");
        }
    }

    @Test
    void takenPortIsRefused() throws Exception {
        try (TlsListener listener = listen(TestServer::echo)) {
            InetSocketAddress taken = listener.address();
            assertThatThrownBy(() -> TlsListener.open(taken, 10, SERVER, watchdog, TestServer::echo))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void connectionIsServedOnAVirtualThread() throws Exception {
        var virtual = new CompletableFuture<Boolean>();
        try (TlsListener listener =
                listen(connection -> virtual.complete(Thread.currentThread().isVirtual()))) {
            try (TestPeer peer = TestPeer.connect(listener.address(), CLIENT)) {
                assertThat(peer.readLine()).isNull();
            }
            assertThat(virtual).isCompletedWithValue(true);
        }
    }

    private static void writeForEver(LineChannel channel) throws IOException {
        while (true) {
            channel.write("x".repeat(10_000));
        }
    }

    private static void waitForAWorker(LineChannel channel, WorkerPermits permits)
            throws IOException, InterruptedException {
        try (Place place = permits.enter().orElseThrow()) {
            channel.readAhead(place::leave);
            place.await();
        }
    }

    private static void close(TlsListener listener) {
        listener.close();
    }

    private void assertIsServed(TlsListener listener) throws IOException {
        try (TestPeer peer = TestPeer.connect(listener.address(), CLIENT)) {
            peer.send("hello\n");
            assertThat(peer.readLine()).isEqualTo("hello");
        }
    }

    private TlsListener listen(ConnectionHandler handler) throws IOException {
        return TlsListener.open(ANY_PORT, 200, SERVER, watchdog, handler);
    }

    private TlsListener listenWithHandshakes(int max) throws IOException {
        return listen(new AcceptSocket(), max, TestServer::echo);
    }

    private TlsListener listen(AcceptSocket socket, int handshakesMax, ConnectionHandler handler) throws IOException {
        socket.bind(ANY_PORT, 200);
        var handshake = new Handshake(SERVER, watchdog);
        return new TlsListener(socket, handshake, new PendingHandshakes(handshakesMax), handler).start();
    }

    private Socket dialSilently(TlsListener listener) throws IOException {
        var socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    private static boolean isOpen(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException silence) {
            return true;
        }
    }
}
