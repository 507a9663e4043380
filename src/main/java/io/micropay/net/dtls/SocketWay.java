package io.micropay.net.dtls;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/// A client's own socket, to one server.
final class SocketWay implements BoundedTransport.Way {

    private final DatagramSocket socket;

    private SocketWay(DatagramSocket socket) {
        this.socket = socket;
    }

    static SocketWay to(InetSocketAddress server) throws IOException {
        var socket = new DatagramSocket();
        try {
            socket.connect(server);
            return new SocketWay(socket);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        try {
            var packet = new DatagramPacket(buffer, offset, length);
            socket.setSoTimeout(waitMillis);
            socket.receive(packet);
            return packet.getLength();
        } catch (SocketTimeoutException late) {
            return -1;
        } catch (IOException failure) {
            throw socket.isClosed() ? new AssociationEndedException() : failure;
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) throws IOException {
        socket.send(new DatagramPacket(buffer, offset, length));
    }

    @Override
    public void close() {
        socket.close();
    }
}
