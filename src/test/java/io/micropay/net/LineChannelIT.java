package io.micropay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

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
            assertThat(server.nextEnd().exception()).isNull();
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
            assertThat(server.nextEnd().exception()).isNull();
        }
    }

    @Test
    void endOfTheStreamWithoutACloseNotifyIsNoHalfClose() throws Exception {
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            peer.send("one\n");
            assertThat(peer.readLine()).isEqualTo("one");
            peer.endStream();

            assertThat(server.nextEnd().exception()).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void resetIsNoHalfClose() throws Exception {
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            peer.send("one\n");
            assertThat(peer.readLine()).isEqualTo("one");
            peer.reset();

            assertThat(server.nextEnd().exception()).isInstanceOf(SocketException.class);
        }
    }
}
