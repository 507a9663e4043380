package io.micropay.net.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// What a server's handshake gets to read, and how what it says is sent.
class OrderedTransportTest {

    private static final byte[] PROOF = record(22, (byte) 15, 40);
    private static final byte[] CHANGE = record(20, (byte) 1, 1);
    private static final byte[] CERTIFICATE = record(22, (byte) 11, 40);

    private final Script script = new Script();
    private final OrderedTransport transport = new OrderedTransport(new BoundedTransport(script));
    private final byte[] buffer = new byte[BoundedTransport.RECEIVE_BYTES_MAX];

    /// What comes, and what was sent.
    private static final class Script implements BoundedTransport.Way {
        private final Queue<byte[]> coming = new ArrayDeque<>();
        private final List<Integer> sent = new ArrayList<>();

        @Override
        public int receive(byte[] buffer, int offset, int length, int waitMillis) {
            byte[] next = coming.poll();
            if (next == null) {
                return -1;
            }
            System.arraycopy(next, 0, buffer, offset, next.length);
            return next.length;
        }

        @Override
        public void send(byte[] buffer, int offset, int length) {
            sent.add(length);
        }

        @Override
        public void close() {
            coming.clear();
        }
    }

    private static byte[] record(int type, byte first, int length) {
        return ByteBuffer.allocate(13 + length)
                .put((byte) type)
                .position(11)
                .putShort((short) length)
                .put(first)
                .array();
    }

    private int receive(byte[]... records) throws IOException {
        int length = 0;
        for (byte[] record : records) {
            length += record.length;
        }
        ByteBuffer datagram = ByteBuffer.allocate(length);
        for (byte[] record : records) {
            datagram.put(record);
        }
        script.coming.add(datagram.array());
        return transport.receive(buffer, 0, buffer.length, 1);
    }

    @Test
    void changeOfCiphersWaitsForTheProofThatWasLost() throws IOException {
        assertThat(receive(CERTIFICATE)).isPositive();
        assertThat(receive(CHANGE)).isZero();
        assertThat(receive(CERTIFICATE, CHANGE)).isZero();
        assertThat(receive(PROOF, CHANGE)).isPositive();
        assertThat(receive(CHANGE)).isPositive();
        assertThat(transport.receive(buffer, 0, buffer.length, 1)).as("nothing").isNegative();
    }

    @Test
    void messagesOfAFlightShareDatagrams() throws IOException {
        for (int i = 0; i < 5; i++) {
            transport.send(new byte[500], 0, 500);
        }
        assertThat(script.sent).containsExactly(1_000, 1_000);

        assertThat(receive(CERTIFICATE)).isPositive();
        assertThat(script.sent).as("the rest, before anybody waits").containsExactly(1_000, 1_000, 500);
        transport.send(new byte[7], 0, 7);
        transport.close();
        assertThat(script.sent).as("goodbye").endsWith(7);
    }
}
