package io.micropay.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Carries TLS connections to a port of this machine, record by record, and breaks one at the moment that a test names.
///
/// It can read nothing of what it carries. But each line of the protocol is one record, and the two sides take turns:
/// so *the second record of the sixth turn* names a line.
public final class TlsProxy implements AutoCloseable {

    private static final int HEADER_BYTES = 5;

    /// RFC 8446, appendix D.4: it means nothing, and comes when it comes.
    private static final int CHANGE_CIPHER_SPEC = 20;

    private final int target;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Cut> cut = new AtomicReference<>();
    private final CountDownLatch delivery = new CountDownLatch(1);
    private final CountDownLatch delivered = new CountDownLatch(1);
    private volatile @Nullable Manner down;

    private TlsProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /// How both ends of a connection find that it is cut.
    public enum Manner {
        RESET,
        /// Closed, without the close_notify that TLS ends with.
        END,
        /// Nothing arrives any more, and nobody is told.
        SILENCE
    }

    /// What becomes of the record at which it is cut.
    public enum Fate {
        LOST,
        DELIVERED,
        /// The client is cut off, and the server gets the record when the test says so.
        LATE
    }

    /// When a connection breaks, and how.
    ///
    /// @param turn counted from 1, since the cut was asked for or the connection was made
    /// @param record counted from 1 in its turn
    /// @param forGood whether new connections fail in the same manner
    public record Cut(int turn, int record, Fate fate, Manner manner, boolean forGood) {}

    public static TlsProxy to(int port) {
        try {
            TlsProxy proxy = new TlsProxy(port);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// Cuts once, at this moment.
    public void cutAt(Cut moment) {
        links.forEach(Link::countAnew);
        cut.set(moment);
    }

    /// Cuts all connections.
    public void cutNow(Manner manner, boolean forGood) {
        down = forGood ? manner : null;
        links.forEach(link -> link.cut(manner));
    }

    /// Whether the moment has come.
    public boolean hasCut() {
        return cut.get() == null;
    }

    /// Lets new connections through again.
    public void comeUp() {
        down = null;
    }

    /// Delivers the late record, and waits until the server has answered it.
    public void deliver() throws InterruptedException {
        delivery.countDown();
        if (!delivered.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server does not answer what came late");
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Manner broken = down;
                if (broken == null) {
                    new Link(client, new Socket(InetAddress.getLoopbackAddress(), target)).start();
                } else {
                    new Link(client, new Socket()).cut(broken);
                }
            }
        } catch (IOException closed) {
            links.forEach(Link::close);
        }
    }

    @Override
    public void close() {
        try {
            delivery.countDown();
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A connection from a client, and the one to the server that belongs to it.
    private final class Link {
        private final Socket client;
        private final Socket server;
        private boolean clientsTurn;
        private int turn;
        private int records;
        private volatile boolean mute;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
            links.add(this);
        }

        void start() {
            Thread.ofVirtual().start(() -> carry(client, server, true));
            Thread.ofVirtual().start(() -> carry(server, client, false));
        }

        synchronized void countAnew() {
            turn = 0;
        }

        private void carry(Socket from, Socket to, boolean fromClient) {
            try {
                DataInputStream in = new DataInputStream(from.getInputStream());
                OutputStream out = to.getOutputStream();
                while (true) {
                    byte[] record = record(in);
                    Cut now = due(record, fromClient);
                    if (now != null) {
                        cutAt(now, record, out);
                    } else if (!mute) {
                        out.write(record);
                    } else if (!fromClient) {
                        delivered.countDown();
                    }
                }
            } catch (IOException ended) {
                if (!mute) {
                    close();
                }
            } catch (InterruptedException stopped) {
                close();
            }
        }

        private static byte[] record(DataInputStream in) throws IOException {
            byte[] header = in.readNBytes(HEADER_BYTES);
            if (header.length < HEADER_BYTES) {
                throw new EOFException();
            }
            int length = ((header[3] & 0xff) << 8) | (header[4] & 0xff);
            byte[] record = new byte[HEADER_BYTES + length];
            System.arraycopy(header, 0, record, 0, HEADER_BYTES);
            in.readFully(record, HEADER_BYTES, length);
            return record;
        }

        private synchronized @Nullable Cut due(byte[] record, boolean fromClient) {
            if (record[0] == CHANGE_CIPHER_SPEC) {
                return null;
            }
            if (turn == 0 || fromClient != clientsTurn) {
                clientsTurn = fromClient;
                turn++;
                records = 0;
            }
            records++;
            Cut moment = cut.get();
            boolean come = moment != null && moment.turn() == turn && moment.record() == records;
            return come && cut.compareAndSet(moment, null) ? moment : null;
        }

        private void cutAt(Cut now, byte[] record, OutputStream out) throws IOException, InterruptedException {
            down = now.forGood() ? now.manner() : null;
            switch (now.fate()) {
                case LOST -> cut(now.manner());
                case DELIVERED -> {
                    out.write(record);
                    cut(now.manner());
                }
                case LATE -> {
                    mute = true;
                    client.close();
                    delivery.await();
                    out.write(record);
                }
            }
        }

        void cut(Manner manner) {
            mute = true;
            try {
                switch (manner) {
                    case RESET -> {
                        client.setSoLinger(true, 0);
                        server.setSoLinger(true, 0);
                        close();
                    }
                    case END -> close();
                    case SILENCE -> {}
                }
            } catch (IOException gone) {
                close();
            }
        }

        void close() {
            links.remove(this);
            try (client;
                    server) {
            } catch (IOException gone) {
                // It has been closed already.
            }
        }
    }
}
