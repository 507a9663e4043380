package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.crypto.Identity;
import io.micropay.net.TlsConnection;
import io.micropay.net.TlsContext;
import io.micropay.net.WireException;
import io.micropay.wire.Block;
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
    private volatile @Nullable Request blockWanted;
    private volatile boolean leaving;

    /// What the reading thread hands over.
    private sealed interface Received {
        record Line(String text) implements Received {}

        @SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
        record Bytes(byte[] content) implements Received {}

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

    /// Asks for something that comes as a block behind the answer, and waits for both.
    ///
    /// @throws ConnectionException when there is no answer, or another block than it announced; the connection has
    /// ended then
    public BlockAnswer askForBlock(Request request) throws ConnectionException {
        return exchangeBlocks(request, () -> {
            send(request);
            return answerWithBlock(request);
        });
    }

    /// Announces a block, sends it when the server has said that it may come, and waits for the answer with the block
    /// that may follow it.
    ///
    /// @return what the server said instead, when it does not take the block
    /// @throws IllegalArgumentException when this is not the block that the request announces
    /// @throws ConnectionException when there is no answer, or another block than it announced; the connection has
    /// ended then
    public BlockAnswer upload(Request.Upload request, byte[] block) throws ConnectionException {
        if (!request.block().isOf(block)) {
            throw new IllegalArgumentException("not the block that " + request + " announces");
        }
        return exchangeBlocks(request, () -> {
            send(request);
            BlockAnswer answer = answerWithBlock(request);
            if (answer.response() instanceof Response.Send) {
                write(() -> connection.channel().writeBlock(block));
                answer = answerWithBlock(request);
            }
            return answer;
        });
    }

    private interface BlockExchange {
        BlockAnswer run() throws ConnectionException, FormatException;
    }

    /// The reading thread has to know beforehand that what follows a line may be no line.
    private BlockAnswer exchangeBlocks(Request request, BlockExchange exchange) throws ConnectionException {
        asking.lock();
        blockWanted = request;
        try {
            return exchange.run();
        } catch (FormatException unreadable) {
            throw giveUp("the server's answer is not of the protocol: " + unreadable.reason());
        } finally {
            blockWanted = null;
            asking.unlock();
        }
    }

    private BlockAnswer answerWithBlock(Request request) throws ConnectionException, FormatException {
        Response response = ResponseReader.read(request, () -> nextLine(waits.answer()));
        if (!(response instanceof Response.Announcement announcement)) {
            return BlockAnswer.without(response);
        }
        byte[] block = nextBlock();
        if (!announcement.block().isOf(block)) {
            throw giveUp("the server sent another block than it had announced");
        }
        return new BlockAnswer(response, block);
    }

    private void send(Request request) throws ConnectionException {
        Received unasked = received.peek();
        if (unasked != null && !(unasked instanceof Received.End)) {
            throw giveUp("the server said something that nobody had asked");
        }
        write(() -> connection.channel().write(RequestCodec.encode(request)));
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void write(Writing writing) throws ConnectionException {
        try {
            writing.write();
        } catch (IOException failure) {
            connection.channel().abort();
            throw ConnectionTroubles.ofReading(failure);
        }
    }

    /// The next line of a greeting or an answer.
    String nextLine(Duration patience) throws ConnectionException {
        if (next(patience) instanceof Received.Line line) {
            return line.text();
        }
        throw giveUp("the server sent a block in the place of a line");
    }

    /// The reading thread, which the deadline of blocks holds for, comes back with a block or with the end.
    private byte[] nextBlock() throws ConnectionException {
        Duration deadline = waits.serverLines().deadlines().block();
        if (next(deadline.plus(waits.answer())) instanceof Received.Bytes bytes) {
            return bytes.content();
        }
        throw giveUp("the server sent a line in the place of a block");
    }

    private Received next(Duration patience) throws ConnectionException {
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
            if (!(ServerEvent.isEvent(line) ? tell(line) : handOverAnswer(line))) {
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
