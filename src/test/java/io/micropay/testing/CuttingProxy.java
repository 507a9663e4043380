package io.micropay.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Stands between clients and a PostgreSQL server, and breaks connections at the moment that a test names.
public final class CuttingProxy implements AutoCloseable {

    /// How PostgreSQL says that it has answered everything (its documentation, *Message Formats*, ReadyForQuery).
    private static final String READY_FOR_QUERY = "Z\0\0\0\5";

    /// How it is told that a request has ended (the same, Sync).
    private static final String SYNC = "S\0\0\0\4";

    private static final int BUFFER_BYTES = 8_192;
    private static final int TEXT_LENGTH_MAX = 100;

    private final int database;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Order> order = new AtomicReference<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final CountDownLatch delivery = new CountDownLatch(1);
    private volatile boolean downAtCut;
    private volatile boolean down;

    private CuttingProxy(int database) throws IOException {
        this.database = database;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /// When a connection breaks.
    public enum Cut {

        /// The server has not got what the client sent.
        BEFORE_IT_ARRIVES,

        /// The server has done what the client asked for, and its answer is lost.
        BEFORE_THE_ANSWER,

        /// The client is cut off, and the server gets what it sent when the test says so.
        BEFORE_LATE_ARRIVAL
    }

    /// Carries bytes in one direction until an end is closed.
    private interface Carrier {
        void carry() throws IOException, InterruptedException;
    }

    /// @param text what a client says at that moment
    private record Order(String text, Cut cut) {

        /// Whether it is in what was said, but not in the `old` characters before.
        boolean isIn(String said, int old) {
            return said.indexOf(text, Math.max(0, old - text.length() + 1)) >= 0;
        }
    }

    /// A proxy for the server at a port of this machine.
    public static CuttingProxy to(int port) {
        try {
            CuttingProxy proxy = new CuttingProxy(port);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The URL of a database, by way of this proxy. Statements travel as text each time, so that they can be seen.
    public String url(String direct) {
        return direct.replace(":" + database + "/", ":" + listener.getLocalPort() + "/") + "&prepareThreshold=0";
    }

    /// Breaks, once, the connection whose client says this.
    public void cutAt(String text, Cut cut) {
        order.set(new Order(text, cut));
    }

    /// The same, and no connection is let through from then on.
    public void goDownAt(String text, Cut cut) {
        downAtCut = true;
        cutAt(text, cut);
    }

    /// Whether the connection has been broken.
    public boolean hasCut() {
        return order.get() == null;
    }

    /// Lets what was held back arrive at the server.
    public void deliver() {
        delivery.countDown();
    }

    /// Breaks all connections, and those that come.
    public void goDown() {
        down = true;
        cutAll();
    }

    public void comeUp() {
        down = false;
        downAtCut = false;
    }

    /// How many connections were refused meanwhile.
    public int refused() {
        return refused.get();
    }

    /// Breaks all connections.
    public void cutAll() {
        links.forEach(Link::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                if (down) {
                    refused.incrementAndGet();
                    client.close();
                } else {
                    new Link(client, new Socket(InetAddress.getLoopbackAddress(), database)).start();
                }
            }
        } catch (IOException closed) {
            cutAll();
        }
    }

    @Override
    public void close() {
        try {
            deliver();
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A connection from a client, and the one to the server that belongs to it.
    private final class Link {
        private final Socket client;
        private final Socket server;
        private final CountDownLatch answered = new CountDownLatch(1);
        private volatile boolean mute;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void start() {
            links.add(this);
            Thread.ofVirtual().start(() -> run(this::carryRequests));
            Thread.ofVirtual().start(() -> run(this::carryAnswers));
        }

        private void run(Carrier carrier) {
            try {
                carrier.carry();
            } catch (IOException | InterruptedException ended) {
                // Someone has left, or was cut off.
            } finally {
                close();
            }
        }

        private void carryRequests() throws IOException, InterruptedException {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            byte[] bytes = new byte[BUFFER_BYTES];
            String before = "";
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                String said = before + text(bytes, count);
                Order now = order.get();
                if (now != null && now.isIn(said, before.length()) && order.compareAndSet(now, null)) {
                    cut(now.cut(), restOfRequest(in, Arrays.copyOf(bytes, count)));
                    return;
                }
                before = said.substring(Math.max(0, said.length() - TEXT_LENGTH_MAX));
                out.write(bytes, 0, count);
            }
        }

        private byte[] restOfRequest(InputStream in, byte[] begin) throws IOException {
            var request = new ByteArrayOutputStream();
            request.write(begin);
            byte[] bytes = new byte[BUFFER_BYTES];
            while (!request.toString(ISO_8859_1).endsWith(SYNC)) {
                request.write(bytes, 0, in.read(bytes));
            }
            return request.toByteArray();
        }

        private void cut(Cut cut, byte[] request) throws IOException, InterruptedException {
            mute = true;
            down |= downAtCut;
            if (cut == Cut.BEFORE_IT_ARRIVES) {
                return;
            }
            if (cut == Cut.BEFORE_LATE_ARRIVAL) {
                links.remove(this);
                client.close();
                delivery.await();
            }
            server.getOutputStream().write(request);
            answered.await();
        }

        private void carryAnswers() throws IOException {
            InputStream in = server.getInputStream();
            byte[] bytes = new byte[BUFFER_BYTES];
            String said = "";
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (mute) {
                    said += text(bytes, count);
                    if (said.contains(READY_FOR_QUERY)) {
                        return;
                    }
                } else {
                    client.getOutputStream().write(bytes, 0, count);
                }
            }
        }

        private static String text(byte[] bytes, int count) {
            return new String(bytes, 0, count, ISO_8859_1);
        }

        private void close() {
            links.remove(this);
            answered.countDown();
            try (client;
                    server) {
            } catch (IOException gone) {
                // It has been closed already.
            }
        }
    }
}
