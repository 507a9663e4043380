package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.crypto.Identity;
import io.micropay.net.TlsConnection;
import io.micropay.net.TlsContext;
import io.micropay.net.WireException;
import io.micropay.wire.FormatException;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseReader;
import io.micropay.wire.ServerEvent;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection to the server, on which any thread asks and gets the answer to what it asked.
///
/// A thread of its own reads, so that the end of the connection is noticed while nobody asks. One question is open at
/// a time; each line of its answer has a deadline. An answer that is late or makes no sense ends the connection:
/// whatever came after it could not be told from the next answer. Events stand beside the answers, and are told to
/// whoever listens to them, whether or not somebody asks.
public final class ServerConnection implements AnsweringServer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    /// Lines that have arrived and wait to be taken; beyond these, TCP holds the server back.
    private static final int LINES_MAX = 64;

    /// The protocol's longest line from a server, which holds two certificates.
    private static final int LINE_BYTES_MAX = 16_384;

    private final TlsConnection connection;
    private final Waits waits;
    private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(LINES_MAX);
    private final CompletableFuture<ConnectionException> ended = new CompletableFuture<>();
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable EventQueue events;
    private volatile boolean leaving;

    /// What the reading thread hands over.
    private sealed interface Received {
        record Line(String text) implements Received {}

        record End(ConnectionException reason) implements Received {}
    }

    private ServerConnection(TlsConnection connection, Waits waits) {
        this.connection = connection;
        this.waits = waits;
    }

    /// Dials and shakes hands; nothing of the greeting has been read.
    ///
    /// @param own null to come without a certificate
    /// @param ca whose server certificates are trusted
    static ServerConnection dial(ServerAddress address, @Nullable Identity own, X509Certificate ca, Waits waits)
            throws ConnectionException {
        try {
            var context = TlsContext.client(own, ca);
            var connection = new ServerConnection(
                    TlsConnection.connect(address.host(), address.port(), context, waits.serverLines()), waits);
            Thread.ofVirtual().name("server-lines").start(connection::readAll);
            return connection;
        } catch (IOException failure) {
            throw ConnectionTroubles.ofDialling(address, failure);
        }
    }

    /// The certificate the server showed, which the CA issued for the dialled host.
    public X509Certificate certificate() {
        return connection.peerChain().getFirst();
    }

    /// Whether questions can still be answered.
    public boolean isOpen() {
        return !leaving && !ended.isDone();
    }

    /// Has `listener` called, on a thread of its own, when the connection ends without our doing; at once if it has.
    public void onLost(Consumer<ConnectionException> listener) {
        Thread.ofVirtual().name("server-lost").start(() -> {
            ConnectionException reason = ended.join();
            if (!leaving) {
                listener.accept(reason);
            }
        });
    }

    /// Has `listener` called with each event from now on, one after the other on a thread of their own. The server
    /// tells events to those who have asked for them.
    void onEvent(Consumer<ServerEvent> listener) {
        events = new EventQueue(listener);
    }

    /// Whether somebody listens to events, and some can still come.
    boolean hearsEvents() {
        return events != null && isOpen();
    }

    /// Asks, and waits for the whole answer.
    ///
    /// @throws ConnectionException when there is no answer; the connection has ended then
    @Override
    public Response ask(Request request) throws ConnectionException {
        asking.lock();
        try {
            send(request);
            return ResponseReader.read(request, () -> nextLine(waits.answer()));
        } catch (FormatException unreadable) {
            throw giveUp("the server's answer is not of the protocol: " + unreadable.reason());
        } finally {
            asking.unlock();
        }
    }

    /// Asks something that is answered by one line, and returns the line as it came.
    ///
    /// @throws ConnectionException when there is no answer; the connection has ended then
    String askForLine(Request request) throws ConnectionException {
        asking.lock();
        try {
            send(request);
            return nextLine(waits.answer());
        } finally {
            asking.unlock();
        }
    }

    private void send(Request request) throws ConnectionException {
        Received unasked = received.peek();
        if (unasked instanceof Received.Line) {
            throw giveUp("the server said something that nobody had asked");
        }
        try {
            connection.channel().write(RequestCodec.encode(request));
        } catch (IOException failure) {
            connection.channel().abort();
            throw ConnectionTroubles.ofReading(failure);
        }
    }

    /// The next line of a greeting or an answer.
    String nextLine(Duration patience) throws ConnectionException {
        try {
            Received next = received.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return switch (next) {
                case null -> throw giveUp("the server did not answer within " + patience.toSeconds() + " s");
                case Received.Line line -> line.text();
                case Received.End end -> {
                    // Whoever asks next meets the end too.
                    received.add(end);
                    throw end.reason();
                }
            };
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw giveUp("interrupted while waiting for the server");
        }
    }

    private ConnectionException giveUp(String why) {
        connection.channel().abort();
        return new ConnectionException(Trouble.LOST, why);
    }

    /// Leaves in order: the server says `Bye`, the connection is closed.
    ///
    /// @throws ConnectionException when the server does not answer any more
    public void exit() throws ConnectionException {
        leaving = true;
        try {
            Response answer = ask(new Request.Exit());
            if (!(answer instanceof Response.Bye)) {
                throw new ConnectionException(Trouble.LOST, "the server did not say goodbye");
            }
        } finally {
            close();
        }
    }

    /// Closes without a word; does not wait.
    @Override
    public void close() {
        leaving = true;
        connection.channel().finish();
    }

    private void readAll() {
        ConnectionException reason;
        try (connection) {
            reason = new ConnectionException(Trouble.LOST, handOverAll());
        } catch (WireException garbled) {
            reason = new ConnectionException(Trouble.LOST, "the server's answer is not a line: " + garbled.reason());
        } catch (IOException failure) {
            reason = ConnectionTroubles.ofReading(failure);
        } catch (InterruptedException stopped) {
            reason = new ConnectionException(Trouble.LOST, "interrupted");
        }
        end(reason);
    }

    /// Reads to the end, and says in the end why it stopped.
    private String handOverAll() throws IOException, WireException, InterruptedException {
        String line = connection.channel().readLine(LINE_BYTES_MAX);
        while (line != null) {
            if (!handOver(new Received.Line(line))) {
                return "the server talks without being asked";
            }
            line = connection.channel().readLine(LINE_BYTES_MAX);
        }
        return "the server closed the connection";
    }

    private boolean handOver(Received.Line line) throws InterruptedException {
        return ServerEvent.isEvent(line.text())
                ? tell(line.text())
                : received.offer(line, waits.answer().toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Events that nobody listens to, or that a later version has, are left out.
    private boolean tell(String line) {
        EventQueue listening = events;
        if (listening == null) {
            return true;
        }
        try {
            Optional<ServerEvent> event = ServerEvent.parse(line);
            return event.isEmpty() || listening.add(event.get());
        } catch (FormatException garbled) {
            LOG.warn("the server tells what is not of the protocol: {}", garbled.reason());
            return true;
        }
    }

    private void end(ConnectionException reason) {
        ended.complete(reason);
        Received.End end = new Received.End(reason);
        while (!received.offer(end)) {
            // Nobody has taken the lines of a flood: what they say no longer counts.
            received.clear();
        }
    }
}
