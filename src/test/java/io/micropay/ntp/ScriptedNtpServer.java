package io.micropay.ntp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// An NTP server on loopback that answers as a test wants it: with these datagrams, or none.
final class ScriptedNtpServer implements AutoCloseable {

    private final DatagramSocket socket;
    private final List<SentQuestion> questions = new CopyOnWriteArrayList<>();
    private volatile Function<SentQuestion, List<byte[]>> script;

    /// A question as it came.
    static final class SentQuestion {
        private final byte[] packet;
        private final InetSocketAddress from;

        private SentQuestion(byte[] packet, InetSocketAddress from) {
            this.packet = packet;
            this.from = from;
        }

        byte[] packet() {
            return packet;
        }

        /// Who has sent it.
        InetSocketAddress from() {
            return from;
        }

        /// The answer of a good server whose clock is the real time and so much more.
        NtpPacket answer(long aheadMillis) {
            return NtpPacket.answerTo(packet, System.currentTimeMillis() + aheadMillis);
        }
    }

    private ScriptedNtpServer(DatagramSocket socket, Function<SentQuestion, List<byte[]>> script) {
        this.socket = socket;
        this.script = script;
    }

    static ScriptedNtpServer start(Function<SentQuestion, List<byte[]>> script) throws IOException {
        var server = new ScriptedNtpServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()), script);
        Thread.ofVirtual().start(server::serve);
        return server;
    }

    /// Whose clock is ahead of the real time by so much.
    static ScriptedNtpServer ahead(long millis) throws IOException {
        return start(question -> List.of(question.answer(millis).bytes()));
    }

    static ScriptedNtpServer silent() throws IOException {
        return start(question -> List.of());
    }

    void answer(Function<SentQuestion, List<byte[]>> other) {
        script = other;
    }

    NtpServer address() {
        return new NtpServer("127.0.0.1", socket.getLocalPort());
    }

    List<SentQuestion> questions() {
        return questions;
    }

    /// Sends something, as long as anybody is there.
    void send(byte[] packet, SocketAddress to) {
        try {
            send(socket, packet, to);
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve() {
        byte[] buffer = new byte[256];
        while (!socket.isClosed()) {
            try {
                DatagramPacket received = new DatagramPacket(buffer, buffer.length);
                socket.receive(received);
                byte[] packet = new byte[received.getLength()];
                System.arraycopy(buffer, 0, packet, 0, packet.length);
                SentQuestion question = new SentQuestion(packet, (InetSocketAddress) received.getSocketAddress());
                questions.add(question);
                for (byte[] answer : script.apply(question)) {
                    send(socket, answer, question.from());
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    /// Sends from another address than the server's.
    static void sendFromElsewhere(byte[] packet, SocketAddress to) {
        try (DatagramSocket elsewhere = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            send(elsewhere, packet, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(DatagramSocket from, byte[] packet, SocketAddress to) throws IOException {
        from.send(new DatagramPacket(packet, packet.length, to));
    }

    @Override
    public void close() {
        socket.close();
    }
}
