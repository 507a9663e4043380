package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.wire.FormatException;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/// The login that another process of this wallet has, and shares: a [SharedLogin].
final class BorrowedLogin {

    /// For the other process to ask the server, and a moment.
    private static final Duration PATIENCE = Waits.STANDARD.answer().plusSeconds(5);

    private static final Duration BLOCK_PATIENCE = SharedLogin.PATIENCE.plusSeconds(5);

    private static final byte[] NO_BLOCK = new byte[0];

    private final UnixDomainSocketAddress socket;

    private BorrowedLogin(UnixDomainSocketAddress socket) {
        this.socket = socket;
    }

    /// Looks for a login that is shared.
    ///
    /// @return empty when no process shares its login there
    static Optional<BorrowedLogin> find(Path path) {
        try {
            BorrowedLogin login = new BorrowedLogin(UnixDomainSocketAddress.of(path));
            return login.ask(new Request.ListOnline()) instanceof Response.StatusBlock
                    ? Optional.of(login)
                    : Optional.empty();
        } catch (ConnectionException | UnsupportedOperationException nobody) {
            return Optional.empty();
        }
    }

    /// Asks the server by way of the other process.
    ///
    /// @throws ConnectionException when that one is gone
    Response ask(Request request) throws ConnectionException {
        GuestMessage answer = exchange(GuestMessage.of(RequestCodec.encode(request), NO_BLOCK), PATIENCE);
        try {
            Iterator<String> lines = answer.text().lines().iterator();
            return ResponseReader.read(request, () -> next(lines));
        } catch (IOException | FormatException unreadable) {
            throw gone(unreadable);
        }
    }

    /// Has a block sent, if there is one, and gets the one that may follow the answer.
    ///
    /// @throws ConnectionException when the other process is gone, or hands over another block than was announced
    BlockAnswer ask(Request request, byte[] block) throws ConnectionException {
        GuestMessage answer = exchange(GuestMessage.of(RequestCodec.encode(request), block), BLOCK_PATIENCE);
        try {
            Response response = ResponseReader.read(request, answer.line());
            boolean announced = response instanceof Response.Announcement announcement
                    && announcement.block().isOf(answer.block());
            if (response instanceof Response.Announcement && !announced) {
                throw new IOException("it handed over another block than it had announced");
            }
            return new BlockAnswer(response, answer.block());
        } catch (IOException | FormatException unreadable) {
            throw gone(unreadable);
        }
    }

    private GuestMessage exchange(GuestMessage question, Duration patience) throws ConnectionException {
        try (GuestLines lines = new GuestLines(SocketChannel.open(socket), patience)) {
            lines.write(question);
            return lines.read();
        } catch (IOException silent) {
            throw gone(silent);
        }
    }

    private static ConnectionException gone(Exception failure) {
        return new ConnectionException(
                Trouble.LOST,
                "the other process of this wallet, which is logged in, does not answer: "
                        + ConnectionTroubles.detail(failure));
    }

    private static String next(Iterator<String> answer) throws IOException {
        if (!answer.hasNext()) {
            throw new IOException("it said too little");
        }
        return answer.next();
    }
}
