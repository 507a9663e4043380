package io.micropay.server;

import io.micropay.crypto.Fingerprint;
import io.micropay.server.SessionState.LoggedIn;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// All sessions that run or wait for a worker, so that they can be told to end.
final class Sessions {

    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final Desks desks;
    private final ServerLog log;
    private volatile boolean closing;

    Sessions(Desks desks, ServerLog log) {
        this.desks = desks;
        this.log = log;
    }

    /// What a session does from its beginning to its end.
    @FunctionalInterface
    interface Course {
        void run(Session session) throws IOException, InterruptedException;
    }

    /// Runs the session's course on this thread. However it ends, the session's account leaves the list.
    void host(Session session, Course course) throws IOException, InterruptedException {
        open.add(session);
        try {
            if (closing) {
                session.end();
            }
            course.run(session);
        } catch (IOException broken) {
            log.brokenConnection(session.address(), broken);
        } finally {
            open.remove(session);
            if (session.state() instanceof LoggedIn loggedIn) {
                desks.relays().leave(loggedIn.account(), session);
                desks.logins().logOut(loggedIn);
            }
        }
    }

    /// Ends the sessions whose key was revoked.
    void endRevoked(Predicate<Fingerprint> revoked) {
        for (Session session : open) {
            if (session.key().filter(revoked).isPresent()) {
                session.end();
            }
        }
    }

    /// Ends all sessions, those that come later too.
    ///
    /// @param patience how long the requests in hand may take
    /// @return whether all sessions ended in time
    boolean endAll(Duration patience) throws InterruptedException {
        closing = true;
        open.forEach(Session::end);
        long deadline = System.nanoTime() + patience.toNanos();
        while (!open.isEmpty() && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return open.isEmpty();
    }
}
