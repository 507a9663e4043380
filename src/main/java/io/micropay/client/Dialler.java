package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.crypto.Identity;
import io.micropay.money.PlainText;
import io.micropay.wire.FormatException;
import io.micropay.wire.Greeting;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseReader;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Connects one client to one server, as often as need be, and hears out the greeting.
///
/// In TLS 1.3 a client's handshake ends before its certificate is judged: nobody is connected before the server has
/// said `Connection accepted!`.
public final class Dialler {

    private final ServerAddress address;
    private final X509Certificate ca;
    private final @Nullable Identity own;
    private final Waits waits;

    private Dialler(ServerAddress address, X509Certificate ca, @Nullable Identity own, Waits waits) {
        this.address = address;
        this.ca = ca;
        this.own = own;
        this.waits = waits;
    }

    /// For a client with an account certificate, which is served by a worker.
    public static Dialler of(ServerAddress address, Identity own) {
        return of(address, own, Waits.STANDARD);
    }

    static Dialler of(ServerAddress address, Identity own, Waits waits) {
        return new Dialler(address, own.authority(), own, waits);
    }

    /// For a client without a certificate, which can ask little but needs no worker.
    public static Dialler anonymous(ServerAddress address, X509Certificate ca) {
        return new Dialler(address, ca, null, Waits.STANDARD);
    }

    public ServerAddress address() {
        return address;
    }

    /// Connects, and waits for a worker as long as it takes, within reason.
    public ServerConnection connect(ConnectionNotices notices) throws ConnectionException {
        return connect(notices, waits.worker());
    }

    /// Connects, for one who does not wait that long.
    ///
    /// @param workerPatience how long to wait for a worker
    public ServerConnection connect(ConnectionNotices notices, Duration workerPatience) throws ConnectionException {
        ServerConnection connection = ServerConnection.dial(address, own, ca, waits);
        try {
            notices.serverCertificate(connection.certificate());
            readGreeting(connection, notices, workerPatience);
            return connection;
        } catch (ConnectionException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    private void readGreeting(ServerConnection connection, ConnectionNotices notices, Duration workerPatience)
            throws ConnectionException {
        if (!(read(connection, waits.greeting()) instanceof Greeting.Accepted)) {
            throw notMicropay();
        }
        if (own == null) {
            return;
        }
        long end = System.nanoTime() + workerPatience.toNanos();
        Greeting greeting = read(connection, workerPatience);
        while (greeting instanceof Greeting.Wait wait) {
            notices.waiting(wait.ahead());
            greeting = read(connection, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
        if (!(greeting instanceof Greeting.Assigned)) {
            throw notMicropay();
        }
    }

    private Greeting read(ServerConnection connection, Duration patience) throws ConnectionException {
        String line = connection.nextLine(patience);
        Optional<Greeting> greeting = Greeting.parse(line);
        if (greeting.isEmpty()) {
            throw turnedAway(line);
        }
        if (greeting.get() instanceof Greeting.Busy) {
            throw new ConnectionException(
                    Trouble.BUSY, address + " is busy", "try again later, and close what else you have open", null);
        }
        return greeting.get();
    }

    private ConnectionException turnedAway(String line) {
        try {
            Response response = ResponseReader.read(new Request.Hello(), line);
            if (response instanceof Response.AuthenticationFailed failed) {
                return new ConnectionException(
                        Trouble.REFUSED,
                        "the server does not accept this key: "
                                + PlainText.foreign(failed.reason())
                                + " (220 AUTH_FAIL)");
            }
        } catch (FormatException notAnAnswer) {
            // It is no answer and no greeting: what it is does not matter.
        }
        return notMicropay();
    }

    private ConnectionException notMicropay() {
        return new ConnectionException(Trouble.UNREACHABLE, address + " does not greet as a micropay server does");
    }
}
