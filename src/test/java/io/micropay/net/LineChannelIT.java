package io.micropay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineChannelIT {

    private static final TestAuthority CA = new TestAuthority("micropay CA");
    private static final TlsContext SERVER = TlsContext.server(CA.localServer(), CA.certificate());
    private static final TlsContext CLIENT = TlsContext.client(null, CA.certificate());

    @Test
    void linesGoBothWays() throws Exception {
        try (TestServer server = TestServer.start(SERVER, TestServer::echo)) {
            int port = server.address().getPort();
            try (TlsConnection client = TlsConnection.connect("127.0.0.1", port, CLIENT, server.watchdog())) {
                client.channel().write("HELLO#1");
                client.channel().write("Zo\u00eb");

                assertThat(client.channel().readLine()).isEqualTo("HELLO#1");
                assertThat(client.channel().readLine()).isEqualTo("Zo\u00eb");
            }
            assertThat(server.nextEnd()).isEmpty();
        }
    }

    @Test
    void requestsBeforeTheHalfCloseAreAnsweredAndAnUnfinishedOneIsDropped() throws Exception {
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            peer.send("one\ntwo\nthr");
            peer.closeNotify();

            assertThat(peer.readLine()).isEqualTo("one");
            assertThat(peer.readLine()).isEqualTo("two");
            assertThat(peer.readLine()).isNull();
            assertThat(server.nextEnd()).isEmpty();
        }
    }

    @Test
    void endOfTheStreamWithoutACloseNotifyIsNoHalfClose() throws Exception {
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            peer.send("one\n");
            assertThat(peer.readLine()).isEqualTo("one");
            peer.endStream();

            assertThat(server.nextEnd()).containsInstanceOf(EOFException.class);
        }
    }

    @Test
    void resetIsNoHalfClose() throws Exception {
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            peer.send("one\n");
            assertThat(peer.readLine()).isEqualTo("one");
            peer.reset();

            assertThat(server.nextEnd()).containsInstanceOf(SocketException.class);
        }
    }

    @Test
    void lineOfTheLongestLengthIsAnsweredAndALongerOneIsNot() throws Exception {
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            String longest = "x".repeat(4095);
            peer.send(longest + "\n");
            assertThat(peer.readLine()).isEqualTo(longest);
            peer.send("x".repeat(4094) + "\r\n");
            assertThat(peer.readLine()).hasSize(4094);

            peer.send(longest + "\r\n");
            assertThat(peer.readLine()).isEqualTo("230 FORMAT#line longer than 4096 bytes");
            assertThat(peer.readLine()).isNull();
        }
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() throws Exception {
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            peer.send(new byte[] {'a', (byte) 0xc0, (byte) 0x80, '\n'});

            assertThat(peer.readLine()).isEqualTo("230 FORMAT#not UTF-8");
            assertThat(peer.readLine()).isNull();
        }
    }

    /// Far more than the system's socket buffers hold: without the drain the client's writing breaks.
    @Test
    void lastLineReachesAClientThatIsStillSending() throws Exception {
        ConnectionHandler refusal = connection -> connection.channel().write("230 FORMAT#enough");
        try (TestServer server = TestServer.start(SERVER, refusal);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            for (int i = 0; i < 1000; i++) {
                peer.send("y".repeat(16_000));
            }

            assertThat(peer.readLine()).isEqualTo("230 FORMAT#enough");
            assertThat(peer.readLine()).isNull();
            assertThat(peer.streamHasEnded()).isTrue();
        }
    }

    @Test
    void linesWrittenByManyThreadsStayWhole() throws Exception {
        ConnectionHandler crowd = connection -> {
            List<Thread> writers = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                String line = String.valueOf(writer).repeat(1500);
                writers.add(Thread.ofVirtual().start(() -> writeOften(connection.channel(), line)));
            }
            for (Thread writer : writers) {
                writer.join();
            }
        };
        try (TestServer server = TestServer.start(SERVER, crowd);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            for (int i = 0; i < 8 * 50; i++) {
                String line = String.valueOf(peer.readLine());
                assertThat(line).isEqualTo(line.substring(0, 1).repeat(1500));
            }
            assertThat(peer.readLine()).isNull();
        }
    }

    @Test
    void idleSessionThatIsFinishedEndsInOrder() throws Exception {
        var channels = new LinkedBlockingQueue<LineChannel>();
        ConnectionHandler handler = connection -> {
            channels.add(connection.channel());
            TestServer.echo(connection);
        };
        try (TestServer server = TestServer.start(SERVER, handler);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            peer.send("one\n");
            assertThat(peer.readLine()).isEqualTo("one");
            LineChannel channel = channels.take();
            channel.finish();

            assertThat(peer.readLine()).isNull();
            assertThat(peer.streamHasEnded()).isTrue();
            peer.send("too late\n");
            peer.closeNotify();
            assertThat(server.nextEnd()).isEmpty();
            assertThatThrownBy(() -> channel.write("too late")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void requestInHandIsAnsweredBeforeTheChannelFinishes() throws Exception {
        var inHand = new CountDownLatch(1);
        var finished = new CountDownLatch(1);
        ConnectionHandler handler = connection -> {
            String request = read(connection.channel());
            connection.channel().finish();
            inHand.countDown();
            finished.await();
            connection.channel().write("answer to " + request);
            assertThat(read(connection.channel())).isNull();
        };
        try (TestServer server = TestServer.start(SERVER, handler);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            peer.send("one\ntwo\n");
            inHand.await();
            finished.countDown();

            assertThat(peer.readLine()).isEqualTo("answer to one");
            assertThat(peer.readLine()).isNull();
            assertThat(server.nextEnd()).isEmpty();
        }
    }

    @Test
    void abortEndsTheReader() throws Exception {
        ConnectionHandler handler = connection -> {
            Thread.ofVirtual().start(() -> connection.channel().abort());
            TestServer.echo(connection);
        };
        try (TestServer server = TestServer.start(SERVER, handler);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            assertThat(server.nextEnd()).containsInstanceOf(IOException.class);
            assertThat(peer.readLine()).isNull();
        }
    }

    private static void writeOften(LineChannel channel, String line) {
        try {
            for (int i = 0; i < 50; i++) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String read(LineChannel channel) throws IOException {
        try {
            return channel.readLine();
        } catch (WireException unreadable) {
            throw new IOException(unreadable);
        }
    }
}
