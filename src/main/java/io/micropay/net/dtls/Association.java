package io.micropay.net.dtls;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;

/// One peer of the listener's socket, from its hello with a cookie to its end.
final class Association implements BoundedTransport.Way {

    private final DatagramSocket socket;
    private final InetSocketAddress peer;
    private final byte[] helloRandom;
    private final Inbox inbox = new Inbox();

    Association(DatagramSocket socket, InetSocketAddress peer, byte[] hello) {
        this.socket = socket;
        this.peer = peer;
        this.helloRandom = ClientHellos.random(hello);
    }

    InetSocketAddress peer() {
        return peer;
    }

    /// Whether it began with this hello, which has come again.
    boolean beganWith(byte[] hello) {
        return Arrays.equals(helloRandom, ClientHellos.random(hello));
    }

    /// Hands over a datagram of the peer's, or drops it when too many wait.
    void offer(byte[] datagram) {
        inbox.offer(datagram);
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        byte[] datagram = inbox.poll(waitMillis);
        if (datagram == null) {
            return -1;
        }
        System.arraycopy(datagram, 0, buffer, offset, Math.min(length, datagram.length));
        return datagram.length;
    }

    @Override
    public void send(byte[] buffer, int offset, int length) throws IOException {
        socket.send(new DatagramPacket(buffer, offset, length, peer));
    }

    @Override
    public void close() {
        inbox.end();
    }
}
