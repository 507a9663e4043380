package io.micropay.doctor;

import io.micropay.client.ConnectionException;
import io.micropay.client.ConnectionNotices;
import io.micropay.client.Dialler;
import io.micropay.client.KnownLedger;
import io.micropay.client.ServerAddress;
import io.micropay.client.ServerConnection;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;

/// The way to a server, step by step, as anybody may go it without a certificate: its name, its port, TLS and the names
/// in its certificate, its greeting, what it says of itself, and its clock.
public final class ServerCheck implements Check {

    private static final Duration CONNECTING = Duration.ofSeconds(5);

    /// Certificates, expiries and logs put up with this much.
    private static final Duration APART_MAX = Duration.ofSeconds(5);

    /// Beyond this a wallet does not trust the server.
    private static final Duration FAR_APART = Duration.ofDays(1);

    private final ServerAddress address;
    private final X509Certificate ca;
    private final InstantSource clock;

    public ServerCheck(ServerAddress address, X509Certificate ca, InstantSource clock) {
        this.address = address;
        this.ca = ca;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "server";
    }

    @Override
    public void run(Consumer<Finding> tell) {
        Finding network = network();
        tell.accept(network);
        if (network.isFailure()) {
            return;
        }
        ConnectionNotices certificate = new ConnectionNotices() {
            @Override
            public void serverCertificate(X509Certificate shown) {
                tell.accept(Finding.ok(
                        "tls",
                        "its certificate is the CA's, names " + address.host() + ", and is valid until "
                                + shown.getNotAfter()
                                        .toInstant()
                                        .atZone(ZoneOffset.UTC)
                                        .toLocalDate()));
            }

            @Override
            public void waiting(int ahead) {}
        };
        try (ServerConnection connection = Dialler.anonymous(address, ca).connect(certificate)) {
            tell.accept(Finding.ok("greeting", "it greets as a micropay server does"));
            ask(connection, tell);
        } catch (ConnectionException failure) {
            tell.accept(finding("server", failure));
        }
    }

    /// Whether somebody listens there at all.
    private Finding network() {
        try (Socket socket = new Socket()) {
            InetAddress host = InetAddress.getByName(address.host());
            long start = System.nanoTime();
            socket.connect(new InetSocketAddress(host, address.port()), Math.toIntExact(CONNECTING.toMillis()));
            long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
            return Finding.ok(
                    "network", address + " (" + host.getHostAddress() + ") takes connections, after " + took + " ms");
        } catch (UnknownHostException unknown) {
            return unreachable("there is no host named " + address.host(), "check the spelling, and the network");
        } catch (IOException failure) {
            return unreachable(
                    address + " cannot be reached: " + FolderCheck.reason(failure),
                    "does the server run there, and does a firewall let you through?");
        }
    }

    private static Finding unreachable(String text, String advice) {
        return new Finding(Verdict.UNREACHABLE, "network", text, Optional.of(advice));
    }

    private void ask(ServerConnection connection, Consumer<Finding> tell) throws ConnectionException {
        long start = System.nanoTime();
        Response answer = connection.ask(new Request.Hello());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (answer instanceof Response.Hello hello) {
            tell.accept(clock(Instant.ofEpochMilli(hello.now().epochMillis()), took));
        }
        KnownLedger ledger = KnownLedger.ask(connection, ca);
        String features = ledger.features().isEmpty() ? "" : "; it offers " + String.join(", ", ledger.features());
        tell.accept(Finding.ok("ledger", "it serves ledger " + ledger.id() + features));
    }

    /// @param took how long the answer took: at the server it was any moment of that time
    private Finding clock(Instant theirs, Duration took) {
        Duration apart = Duration.between(clock.instant().minus(took.dividedBy(2)), theirs);
        Duration atLeast = apart.abs().minus(took.dividedBy(2));
        if (atLeast.compareTo(APART_MAX) <= 0) {
            return Finding.ok("clock", "not more than " + APART_MAX.toSeconds() + " s from the server's");
        }
        String text = "this machine's is " + words(apart.abs()) + (apart.isNegative() ? " ahead of" : " behind")
                + " the server's";
        String advice = "set the wrong one of the two, by NTP";
        return atLeast.compareTo(FAR_APART) > 0
                ? Finding.fail("clock", text, Optional.of(advice))
                : Finding.warn("clock", text, advice);
    }

    private static String words(Duration duration) {
        if (duration.toMinutes() < 2) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() < 2
                ? duration.toMinutes() + " minutes"
                : duration.toDays() < 2 ? duration.toHours() + " hours" : duration.toDays() + " days";
    }

    /// What is said of a connection that failed; who cannot be reached is told apart from who refuses.
    static Finding finding(String subject, ConnectionException failure) {
        Verdict verdict = switch (failure.trouble()) {
            case UNREACHABLE, BUSY, LOST -> Verdict.UNREACHABLE;
            case REFUSED, UNANSWERED, UNTRUSTED -> Verdict.FAIL;
        };
        return new Finding(verdict, subject, String.valueOf(failure.getMessage()), failure.hint());
    }
}
