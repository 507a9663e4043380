package io.micropay.server;

import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.UnsupportedKeyException;
import io.micropay.crypto.VerificationKey;
import io.micropay.net.ConnectionHandler;
import io.micropay.net.KeyConnections;
import io.micropay.net.LineChannel;
import io.micropay.net.Place;
import io.micropay.net.TlsConnection;
import io.micropay.net.WorkerPermits;
import io.micropay.server.SessionState.Anonymous;
import io.micropay.server.SessionState.Identified;
import io.micropay.wire.Greeting;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/// Decides whether a new connection becomes a session, and when.
///
/// A client without a certificate gets a short session without a worker. One with a certificate is turned away when
/// its key is not supported or revoked, or when it or the server has too many connections; else it waits for a
/// worker and is served.
final class Reception implements ConnectionHandler {

    private final Predicate<Fingerprint> revoked;
    private final WorkerPermits workers;
    private final KeyConnections keyConnections;
    private final Semaphore anonymous;
    private final Sessions sessions;
    private final RequestDispatcher dispatcher;
    private final ServerLog log;

    Reception(
            ServerSettings settings,
            Predicate<Fingerprint> revoked,
            Sessions sessions,
            RequestDispatcher dispatcher,
            ServerLog log) {
        this.revoked = revoked;
        this.workers = new WorkerPermits(settings.workers(), settings.waitingMax());
        this.keyConnections = new KeyConnections(settings.connectionsPerKeyMax());
        this.anonymous = new Semaphore(settings.waitingMax());
        this.sessions = sessions;
        this.dispatcher = dispatcher;
        this.log = log;
    }

    @Override
    public void serve(TlsConnection connection) throws IOException, InterruptedException {
        Optional<X509Certificate> certificate = connection.peer();
        if (certificate.isEmpty()) {
            receiveAnonymous(connection);
            return;
        }
        try {
            receive(connection, VerificationKey.of(certificate.get().getPublicKey()));
        } catch (UnsupportedKeyException unsupported) {
            turnAway(connection, new Response.AuthenticationFailed("unsupported key"));
        }
    }

    private void receiveAnonymous(TlsConnection connection) throws IOException, InterruptedException {
        if (!anonymous.tryAcquire()) {
            connection.channel().write(new Greeting.Busy().line());
            return;
        }
        try {
            connection.channel().limitLifetime();
            connection.channel().write(new Greeting.Accepted().line());
            sessions.host(new Session(connection, new Anonymous(), dispatcher), Session::serve);
        } finally {
            anonymous.release();
        }
    }

    private void receive(TlsConnection connection, VerificationKey key) throws IOException, InterruptedException {
        if (revoked.test(key.fingerprint())) {
            turnAway(connection, new Response.AuthenticationFailed("revoked key"));
        } else if (keyConnections.enter(key.fingerprint())) {
            try {
                sessions.host(new Session(connection, new Identified(key), dispatcher), this::waitAndServe);
            } finally {
                keyConnections.leave(key.fingerprint());
            }
        } else {
            log.turnedAway(connection.remote().getAddress(), "too many connections of its key");
            connection.channel().write(new Greeting.Busy().line());
        }
    }

    private void waitAndServe(Session session) throws IOException, InterruptedException {
        LineChannel channel = session.channel();
        Optional<Place> entered = workers.enter();
        if (entered.isEmpty()) {
            log.turnedAway(session.address(), "too many clients wait");
            channel.write(new Greeting.Busy().line());
            return;
        }
        try (Place place = entered.get()) {
            welcome(channel, place, session);
            session.serve();
        }
    }

    /// Tells the client its place, if it has to wait, and that it is served.
    private void welcome(LineChannel channel, Place place, Session session) throws IOException, InterruptedException {
        String accepted = new Greeting.Accepted().line();
        String assigned = new Greeting.Assigned().line();
        if (place.assigned()) {
            channel.write(accepted + "\n" + assigned);
            return;
        }
        log.waiting(session.address(), place.ahead());
        channel.write(accepted + "\n" + new Greeting.Wait(place.ahead()).line());
        channel.readAhead(place::leave);
        place.await();
        channel.write(assigned);
    }

    private void turnAway(TlsConnection connection, Response.AuthenticationFailed reason) throws IOException {
        log.turnedAway(connection.remote().getAddress(), reason.reason());
        connection.channel().write(ResponseCodec.encode(reason));
    }
}
