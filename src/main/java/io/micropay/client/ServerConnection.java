package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.crypto.Identity;
import io.micropay.net.TlsConnection;
import io.micropay.net.TlsContext;
import io.micropay.wire.FormatException;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseReader;
import io.micropay.wire.ServerEvent;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A connection to the server, on which any thread asks and gets the answer to what it asked.
///
/// One question is open at a time; each line of its answer has a deadline. An answer that is late or makes no sense
/// ends the connection: whatever came after it could not be told from the next answer. What the server says is read by
/// [ServerLines].
public final class ServerConnection implements AnsweringServer, AutoCloseable {

    private final TlsConnection connection;
    private final ServerLines lines;
    private final Waits waits;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile boolean leaving;

    private ServerConnection(TlsConnection connection, Waits waits) {
        this.connection = connection;
        this.lines = ServerLines.read(connection, waits);
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
            return new ServerConnection(
                    TlsConnection.connect(address.host(), address.port(), context, waits.serverLines()), waits);
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
        return !leaving && !lines.ended().isDone();
    }

    /// Has `listener` called, on a thread of its own, when the connection ends without our doing; at once if it has.
    public void onLost(Consumer<ConnectionException> listener) {
        Thread.ofVirtual().name("server-lost").start(() -> {
            ConnectionException reason = lines.ended().join();
            if (!leaving) {
                listener.accept(reason);
            }
        });
    }

    /// Has `listener` called with each event from now on, one after the other on a thread of their own. The server
    /// tells events to those who have asked for them.
    void onEvent(Consumer<ServerEvent> listener) {
        lines.onEvent(listener);
    }

    /// Whether somebody listens to events, and some can still come.
    boolean hearsEvents() {
        return lines.hasListener() && isOpen();
    }

    /// The next line of a greeting.
    String nextLine(Duration patience) throws ConnectionException {
        return lines.next(patience);
    }

    /// Asks, and waits for the whole answer.
    ///
    /// @throws ConnectionException when there is no answer; the connection has ended then
    @Override
    public Response ask(Request request) throws ConnectionException {
        asking.lock();
        try {
            send(request);
            return ResponseReader.read(request, () -> lines.next(waits.answer()));
        } catch (FormatException unreadable) {
            throw lines.giveUp("the server's answer is not of the protocol: " + unreadable.reason());
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
            return lines.next(waits.answer());
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
        lines.expectBlock(request);
        try {
            return exchange.run();
        } catch (FormatException unreadable) {
            throw lines.giveUp("the server's answer is not of the protocol: " + unreadable.reason());
        } finally {
            lines.expectNoBlock();
            asking.unlock();
        }
    }

    private BlockAnswer answerWithBlock(Request request) throws ConnectionException, FormatException {
        Response response = ResponseReader.read(request, () -> lines.next(waits.answer()));
        if (!(response instanceof Response.Announcement announcement)) {
            return BlockAnswer.without(response);
        }
        byte[] block = lines.nextBlock();
        if (!announcement.block().isOf(block)) {
            throw lines.giveUp("the server sent another block than it had announced");
        }
        return new BlockAnswer(response, block);
    }

    private void send(Request request) throws ConnectionException {
        if (lines.isUnaskedThere()) {
            throw lines.giveUp("the server said something that nobody had asked");
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
}
