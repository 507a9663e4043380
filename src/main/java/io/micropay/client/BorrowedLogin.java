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
        try (GuestLines lines = new GuestLines(SocketChannel.open(socket), PATIENCE)) {
            lines.write(RequestCodec.encode(request));
            Iterator<String> answer = lines.read().lines().iterator();
            return ResponseReader.read(request, () -> next(answer));
        } catch (IOException | FormatException gone) {
            throw new ConnectionException(
                    Trouble.LOST,
                    "the other process of this wallet, which is logged in, does not answer: "
                            + ConnectionTroubles.detail(gone));
        }
    }

    private static String next(Iterator<String> answer) throws IOException {
        if (!answer.hasNext()) {
            throw new IOException("it said too little");
        }
        return answer.next();
    }
}
