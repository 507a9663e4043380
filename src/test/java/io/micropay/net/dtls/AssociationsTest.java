package io.micropay.net.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How many peers there may be, also while they come and go faster than their threads end.
class AssociationsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Associations associations = new Associations(new DtlsLimits(3, 2, LONG, LONG));
    private DatagramSocket socket;

    @BeforeEach
    void open() throws SocketException {
        socket = new DatagramSocket();
    }

    @AfterEach
    void close() {
        socket.close();
    }

    private Association peer(String address, int port) {
        return new Association(socket, new InetSocketAddress(address, port), new byte[100]);
    }

    @Test
    void peerThatGivesWayCountsUntilItsThreadHasEnded() {
        Association former = peer("192.0.2.1", 1);
        Association newer = peer("192.0.2.1", 1);
        Association newest = peer("192.0.2.1", 1);
        assertThat(associations.add(former)).isTrue();
        assertThat(associations.add(newer)).isTrue();
        assertThat(associations.at(newer.peer())).isSameAs(newer);
        assertThatThrownBy(() -> former.receive(new byte[10], 0, 10, 1)).isInstanceOf(AssociationEndedException.class);

        assertThat(associations.add(newest)).isFalse();
        assertThat(associations.size()).isEqualTo(2);

        associations.remove(former);
        assertThat(associations.add(newest)).isTrue();
        associations.remove(newer);
        assertThat(associations.at(newest.peer()))
                .as("the thread of the one before it is no concern of its")
                .isSameAs(newest);
    }

    @Test
    void networkHasItsShareAndAllTogetherHaveTheirs() {
        Association first = peer("2001:db8::1", 1);
        assertThat(associations.add(first)).isTrue();
        assertThat(associations.add(peer("2001:db8::ffff:2", 1))).isTrue();
        assertThat(associations.add(peer("2001:db8::3", 1)))
                .as("a network of 64 bits")
                .isFalse();
        assertThat(associations.add(peer("2001:db8:0:1::3", 1))).isTrue();
        assertThat(associations.add(peer("192.0.2.1", 1))).as("all places").isFalse();

        associations.remove(first);
        assertThat(associations.add(peer("192.0.2.1", 1))).isTrue();
    }
}
