package io.micropay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Carries datagrams between one client at a time and a server, and loses, doubles and delays some of them.
///
/// Which ones follows from a seed and from their order in each direction. A delayed one is overtaken by those behind
/// it.
public final class LossyNetwork implements AutoCloseable {

    private static final int DATAGRAM_BYTES_MAX = 65_535;
    private static final int DELAY_MILLIS_MAX = 60;

    private final InetSocketAddress server;
    private final DatagramSocket near;
    private final Random toServer;
    private final Random toClient;
    private final AtomicInteger fromClient = new AtomicInteger();
    private final AtomicInteger fromServer = new AtomicInteger();
    private volatile DatagramSocket far;
    private volatile @Nullable SocketAddress client;
    private volatile int lossPercent;
    private volatile int doublePercent;
    private volatile int delayPercent;
    private volatile int passing = Integer.MAX_VALUE;

    private LossyNetwork(int port, long seed) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.near = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.far = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.toServer = new Random(seed);
        this.toClient = new Random(~seed);
    }

    /// A network that loses nothing yet, before the server at a port of this machine.
    public static LossyNetwork before(int port, long seed) {
        try {
            LossyNetwork network = new LossyNetwork(port, seed);
            Thread.ofVirtual().start(network::carryToServer);
            network.listenAt(network.far);
            return network;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From now on it is as bad as this.
    public LossyNetwork bad(int loss, int doubled, int delayed) {
        lossPercent = loss;
        doublePercent = doubled;
        delayPercent = delayed;
        return this;
    }

    /// Carries so many more datagrams of the client, and none after them.
    public LossyNetwork passOnly(int more) {
        passing = fromClient.get() + more;
        return this;
    }

    public int port() {
        return near.getLocalPort();
    }

    /// How many datagrams the client has sent.
    public int fromClient() {
        return fromClient.get();
    }

    /// How many datagrams the server has sent.
    public int fromServer() {
        return fromServer.get();
    }

    /// To the server the client has another address from now on, as one that changes its network.
    public void changeAddress() {
        try {
            DatagramSocket former = far;
            far = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            listenAt(far);
            former.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends the server a datagram that seems to come from the client.
    public void forge(byte[] datagram) {
        send(far, datagram, server);
    }

    private void listenAt(DatagramSocket socket) {
        Thread.ofVirtual().start(() -> carryToClient(socket));
    }

    private void carryToServer() {
        DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM_BYTES_MAX], DATAGRAM_BYTES_MAX);
        while (receive(near, packet)) {
            client = packet.getSocketAddress();
            if (fromClient.getAndIncrement() < passing) {
                byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
                carry(toServer, () -> send(far, datagram, server));
            }
        }
    }

    private void carryToClient(DatagramSocket socket) {
        DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM_BYTES_MAX], DATAGRAM_BYTES_MAX);
        while (receive(socket, packet)) {
            fromServer.incrementAndGet();
            SocketAddress to = client;
            byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
            if (to != null) {
                carry(toClient, () -> send(near, datagram, to));
            }
        }
    }

    private void carry(Random random, Runnable sending) {
        boolean lost = random.nextInt(100) < lossPercent;
        boolean twice = random.nextInt(100) < doublePercent;
        int delay = random.nextInt(100) < delayPercent ? random.nextInt(DELAY_MILLIS_MAX) : 0;
        if (lost) {
            return;
        }
        if (delay > 0) {
            later(delay).execute(sending);
        } else {
            sending.run();
        }
        if (twice) {
            later(DELAY_MILLIS_MAX).execute(sending);
        }
    }

    private static Executor later(int millis) {
        return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    }

    private static boolean receive(DatagramSocket socket, DatagramPacket packet) {
        try {
            packet.setLength(DATAGRAM_BYTES_MAX);
            socket.receive(packet);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private static void send(DatagramSocket socket, byte[] datagram, SocketAddress to) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, to));
        } catch (IOException closed) {
            // The test has ended, or the client has moved.
        }
    }

    @Override
    public void close() {
        near.close();
        far.close();
    }
}
