package io.micropay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PendingHandshakesTest {

    private final PendingHandshakes pending = new PendingHandshakes(2);
    private final List<Socket> sockets = new ArrayList<>();
    private final AcceptSocket server;

    PendingHandshakesTest() throws IOException {
        server = new AcceptSocket();
    }

    @BeforeEach
    void listen() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void closeSockets() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void oldestSilentConnectionMakesRoom() throws Exception {
        RawSocket first = connection();
        RawSocket second = connection();
        RawSocket third = connection();
        pending.begin(first);
        pending.begin(second);
        pending.begin(third);

        assertThat(first.isClosed()).isTrue();
        assertThat(second.isClosed()).isFalse();
        assertThat(third.isClosed()).isFalse();
    }

    @Test
    void connectionThatHasSpokenOutlivesYoungerSilentOnes() throws Exception {
        RawSocket spoken = connectionThatHasSpoken();
        RawSocket silent = connection();
        pending.begin(spoken);
        pending.begin(silent);
        pending.begin(connection());

        assertThat(spoken.isClosed()).isFalse();
        assertThat(silent.isClosed()).isTrue();
    }

    @Test
    void whenAllHaveSpokenTheOldestMakesRoom() throws Exception {
        RawSocket oldest = connectionThatHasSpoken();
        RawSocket younger = connectionThatHasSpoken();
        pending.begin(oldest);
        pending.begin(younger);
        pending.begin(connection());

        assertThat(oldest.isClosed()).isTrue();
        assertThat(younger.isClosed()).isFalse();
    }

    @Test
    void connectionWhoseHandshakeIsOverIsLeftAlone() throws Exception {
        RawSocket established = connection();
        pending.begin(established);
        pending.end(established);
        for (int i = 0; i < 5; i++) {
            pending.begin(connection());
        }

        assertThat(established.isClosed()).isFalse();
    }

    @Test
    void noHandshakeAtAllIsRefusedAsALimit() {
        assertThatThrownBy(() -> new PendingHandshakes(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private RawSocket connection() throws IOException {
        sockets.add(new Socket(server.getInetAddress(), server.getLocalPort()));
        return server.accept();
    }

    private RawSocket connectionThatHasSpoken() throws IOException {
        RawSocket connection = connection();
        sockets.getLast().getOutputStream().write(22);
        assertThat(connection.getInputStream().read()).isEqualTo(22);
        return connection;
    }
}
