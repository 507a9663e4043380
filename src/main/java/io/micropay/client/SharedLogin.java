package io.micropay.client;

import io.micropay.files.PrivateFiles;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A login that other processes of the same wallet use while it lasts: an account can be logged in once.
///
/// They ask through a socket in the wallet's folder, which is its owner's alone: who is online, to have an order of
/// their own put before its payee, and what buyers and merchants ask. Everything else needs no login, and they ask the
/// server themselves.
final class SharedLogin implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedLogin.class);
    private static final int GUESTS_MAX = 16;

    /// For the guest to ask, and the server to take a block and to answer.
    static final Duration PATIENCE =
            Waits.STANDARD.serverLines().deadlines().block().plus(Waits.STANDARD.answer());

    private final ServerConnection connection;
    private final ServerSocketChannel door;
    private final Semaphore places = new Semaphore(GUESTS_MAX);

    private SharedLogin(ServerConnection connection, ServerSocketChannel door) {
        this.connection = connection;
        this.door = door;
    }

    /// Opens the socket, in the place of one that an earlier process has left.
    ///
    /// @throws IOException when there can be none, such as where the path is too long for a socket's name
    static SharedLogin open(Path socket, ServerConnection connection) throws IOException {
        PrivateFiles.createDurableFolder(
                Objects.requireNonNull(socket.toAbsolutePath().getParent()));
        Files.deleteIfExists(socket);
        ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            door.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException | RuntimeException impossible) {
            door.close();
            throw impossible;
        }
        SharedLogin shared = new SharedLogin(connection, door);
        Thread.ofVirtual().name("shared-login").start(shared::welcomeAll);
        return shared;
    }

    private void welcomeAll() {
        try {
            while (true) {
                SocketChannel guest = door.accept();
                if (places.tryAcquire()) {
                    Thread.ofVirtual().name("guest").start(() -> answerInItsPlace(guest));
                } else {
                    guest.close();
                }
            }
        } catch (IOException closed) {
            LOG.debug("the login is not shared any more", closed);
        }
    }

    private void answerInItsPlace(SocketChannel guest) {
        try (GuestLines lines = new GuestLines(guest, PATIENCE)) {
            BlockAnswer answer = answer(lines.read());
            lines.write(GuestMessage.of(ResponseCodec.encode(answer.response()), answer.block()));
        } catch (IOException | ConnectionException gone) {
            LOG.debug("a guest got no answer", gone);
        } finally {
            places.release();
        }
    }

    private BlockAnswer answer(GuestMessage asked) throws ConnectionException {
        Request request = RequestCodec.decode(asked.line());
        if (request instanceof Request.Upload upload && upload.block().isOf(asked.block())) {
            return connection.upload(upload, asked.block());
        }
        if (request instanceof Request.Menu) {
            return connection.askForBlock(request);
        }
        boolean lent = request instanceof Request.ListOnline
                || request instanceof Request.Relay
                || (request instanceof Request.AtShop && !(request instanceof Request.Upload));
        return BlockAnswer.without(
                lent
                        ? connection.ask(request)
                        : new Response.FormatError("this login is shared for what takes one, and for nothing else"));
    }

    /// Answers nobody from now on. The socket's file stays: it may be that of another process by now, which has taken
    /// the login over.
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException closed) {
            LOG.debug("the login's socket ends with the process", closed);
        }
    }
}
