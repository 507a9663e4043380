package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.net.TlsConnection;
import io.micropay.net.WireException;
import io.micropay.wire.Block;
import io.micropay.wire.FormatException;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseReader;
import io.micropay.wire.ServerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the server says on a connection: a thread of its own reads it, so that the end of the connection is noticed
/// while nobody asks.
///
/// Lines, and blocks that were expected, wait for whoever has asked. Events stand beside them, and are told to whoever
/// listens to them, whether or not somebody asks.
final class ServerLines {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLines.class);

    /// Lines that have arrived and wait to be taken; beyond these, TCP holds the server back.
    private static final int LINES_MAX = 64;

    /// The protocol's longest line from a server, which holds two certificates.
    private static final int LINE_BYTES_MAX = 16_384;

    private final TlsConnection connection;
    private final Waits waits;
    private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(LINES_MAX);
    private final CompletableFuture<ConnectionException> ended = new CompletableFuture<>();
    private volatile @Nullable EventQueue events;
    private volatile @Nullable Request blockWanted;

    /// What the reading thread hands over.
    private sealed interface Received {
        record Line(String text) implements Received {}

        @SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
        record Bytes(byte[] content) implements Received {}

        record End(ConnectionException reason) implements Received {}
    }

    private ServerLines(TlsConnection connection, Waits waits) {
        this.connection = connection;
        this.waits = waits;
    }

    /// Reads from now on, and closes the connection at its end.
    static ServerLines read(TlsConnection connection, Waits waits) {
        ServerLines lines = new ServerLines(connection, waits);
        Thread.ofVirtual().name("server-lines").start(lines::readAll);
        return lines;
    }

    /// Completed when nothing can come any more, by why.
    CompletableFuture<ConnectionException> ended() {
        return ended;
    }

    /// Has `listener` called with each event from now on, one after the other on a thread of their own.
    void onEvent(Consumer<ServerEvent> listener) {
        events = new EventQueue(listener);
    }

    /// Whether somebody listens to events.
    boolean hasListener() {
        return events != null;
    }

    /// From now on what follows a line may be no line: the answer to this request can announce a block.
    void expectBlock(Request request) {
        blockWanted = request;
    }

    void expectNoBlock() {
        blockWanted = null;
    }

    /// Whether something waits that belongs to no question, if none is open.
    boolean isUnaskedThere() {
        Received unasked = received.peek();
        return unasked != null && !(unasked instanceof Received.End);
    }

    /// The next line of a greeting or an answer.
    String next(Duration patience) throws ConnectionException {
        if (take(patience) instanceof Received.Line line) {
            return line.text();
        }
        throw giveUp("the server sent a block in the place of a line");
    }

    /// The block behind the last line. The reading thread, which the deadline of blocks holds for, comes back with a
    /// block or with the end.
    byte[] nextBlock() throws ConnectionException {
        Duration deadline = waits.serverLines().deadlines().block();
        if (take(deadline.plus(waits.answer())) instanceof Received.Bytes bytes) {
            return bytes.content();
        }
        throw giveUp("the server sent a line in the place of a block");
    }

    private Received take(Duration patience) throws ConnectionException {
        try {
            Received next = received.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return switch (next) {
                case null -> throw giveUp("the server did not answer within " + patience.toSeconds() + " s");
                case Received.Line line -> line;
                case Received.Bytes bytes -> bytes;
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

    /// Ends the connection: what comes after this could not be told from the next answer.
    ConnectionException giveUp(String why) {
        connection.channel().abort();
        return new ConnectionException(Trouble.LOST, why);
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
            if (!(ServerEvent.isEvent(line) ? tellEvent(line) : handOverAnswer(line))) {
                return "the server talks without being asked";
            }
            line = connection.channel().readLine(LINE_BYTES_MAX);
        }
        return "the server closed the connection";
    }

    /// Hands over a line and the block that it announces.
    private boolean handOverAnswer(String line) throws IOException, InterruptedException {
        Optional<Block> block = announcedBy(line);
        return handOver(new Received.Line(line))
                && (block.isEmpty()
                        || handOver(new Received.Bytes(
                                connection.channel().readBlock(block.get().length()))));
    }

    private boolean handOver(Received next) throws InterruptedException {
        return received.offer(next, waits.answer().toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The block behind a line. What can have one is answered by one line, and whoever asked judges a wrong one.
    private Optional<Block> announcedBy(String line) {
        Request asked = blockWanted;
        try {
            return asked != null && ResponseReader.read(asked, line) instanceof Response.Announcement announcement
                    ? Optional.of(announcement.block())
                    : Optional.empty();
        } catch (FormatException noAnswer) {
            return Optional.empty();
        }
    }

    /// Events that nobody listens to, or that a later version has, are left out.
    private boolean tellEvent(String line) {
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
