package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerBusyException;
import io.micropay.ledger.Logins;
import io.micropay.ledger.jdbc.KeptConnection.Question;
import io.micropay.money.AccountName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The logins of all servers that share a database.
///
/// Each server says every two seconds that it lives. The logins of one that has been silent for ten are as good as
/// gone: they are not listed, and others may log in. In the same rounds a server learns which of its logins another
/// has taken over, and puts right what a broken connection has left undone.
final class SharedLogins implements Logins {

    private static final Logger LOG = LoggerFactory.getLogger(SharedLogins.class);
    private static final Duration ROUND = Duration.ofSeconds(2);

    private final KeptConnection connection;

    /// Of its own, so that this server says that it lives however many ask who is online.
    private final KeptConnection signOfLife;

    private final String server = UUID.randomUUID().toString();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Around the connection, and around the logins of this server: so a round never meets one half done. It is
    /// fair, or many who ask for the list could keep a round from its turn.
    private final ReentrantLock lock = new ReentrantLock(true);

    private final Map<AccountName, Login> own = new HashMap<>();

    /// Whether the last round found no database.
    private boolean unheard;

    private volatile Consumer<Login> listener = takenOver -> {};

    private SharedLogins(KeptConnection.Source source, Dialect dialect) {
        this.connection = new KeptConnection(source, dialect);
        this.signOfLife = new KeptConnection(source, dialect);
    }

    /// Enters this server among the living, and keeps it there.
    static SharedLogins start(KeptConnection.Source source, Dialect dialect) {
        SharedLogins logins = new SharedLogins(source, dialect);
        logins.ask(logins::sayAlive);
        Thread.ofPlatform().daemon().name("ledger-sign-of-life").start(logins::keepAlive);
        Thread.ofPlatform().daemon().name("ledger-logins").start(() -> logins.everyRound(logins::round));
        return logins;
    }

    private void keepAlive() {
        try {
            everyRound(this::tellThatItLives);
        } finally {
            signOfLife.disconnect();
        }
    }

    @Override
    public void onTakeOver(Consumer<Login> newListener) {
        listener = newListener;
    }

    @Override
    public boolean enter(Login login) {
        return ask(kept -> {
            boolean entered = LoginRows.enter(kept, server, login);
            if (entered) {
                own.put(login.name(), login);
            }
            return entered;
        });
    }

    @Override
    public void takeOver(Login login) {
        Login before = ask(kept -> {
            LoginRows.takeOver(kept, server, login);
            return own.put(login.name(), login);
        });
        if (before != null) {
            listener.accept(before);
        }
    }

    /// Never fails: what the database does not learn now, the next round tells it.
    @Override
    public void leave(Login login) {
        lock.lock();
        try {
            if (own.remove(login.name(), login) && !isClosed()) {
                ask(kept -> LoginRows.leave(
                        kept, login.name().key(), login.session().toString()));
            }
        } catch (LedgerBusyException later) {
            LOG.debug("a login is taken off the list later", later);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Login> online() {
        return ask(LoginRows::online);
    }

    private void everyRound(Runnable step) {
        try {
            while (!closed.await(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    step.run();
                } catch (RuntimeException fault) {
                    LOG.error("the logins could not be looked at this time", fault);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellThatItLives() {
        try {
            signOfLife.ask(this::sayAlive);
            if (isClosed()) {
                // It may have said so after it had taken its leave.
                signOfLife.ask(kept -> LoginRows.forget(kept, server));
            }
            if (unheard) {
                LOG.info("the other servers learn again that this one lives");
                unheard = false;
            }
        } catch (SQLException later) {
            signOfLife.disconnect();
            if (!unheard) {
                LOG.warn("the other servers cannot be told that this one lives: {}", PostgresTrouble.oneLine(later));
                unheard = true;
            }
        }
    }

    private void round() {
        try {
            ask(kept -> isClosed() ? List.<Login>of() : putRight(kept)).forEach(listener);
        } catch (LedgerBusyException later) {
            LOG.debug("the logins are put right later", later);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private int sayAlive(KeptStatements kept) throws SQLException {
        return LoginRows.sayAlive(kept, server);
    }

    /// Makes the database's view of this server's logins and its own one again. Nothing is forgotten here before all
    /// has been asked: what fails in between is learnt in the next round.
    ///
    /// @return the logins that others have taken over
    private List<Login> putRight(KeptStatements kept) throws SQLException {
        LoginRows.sweep(kept);
        Set<String> listed = leaveStrays(kept);
        List<Login> takenOver = new ArrayList<>();
        for (Login login : own.values()) {
            if (!listed.contains(login.session().toString()) && !LoginRows.enter(kept, server, login)) {
                takenOver.add(login);
            }
        }
        takenOver.forEach(login -> own.remove(login.name()));
        return takenOver;
    }

    /// Takes logins off the list whose sessions have ended, and returns the sessions of the others.
    private Set<String> leaveStrays(KeptStatements kept) throws SQLException {
        Set<String> known = new HashSet<>();
        own.values().forEach(login -> known.add(login.session().toString()));
        Map<String, String> listed = LoginRows.keysBySession(kept, server);
        for (Map.Entry<String, String> login : listed.entrySet()) {
            if (!known.contains(login.getKey())) {
                LoginRows.leave(kept, login.getValue(), login.getKey());
            }
        }
        return listed.keySet();
    }

    private <T extends @Nullable Object> T ask(Question<T> question) {
        lock.lock();
        try {
            return connection.ask(question);
        } catch (SQLException failure) {
            connection.disconnect();
            throw new LedgerBusyException(
                    "the logins cannot be asked now: " + PostgresTrouble.oneLine(failure), failure);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        lock.lock();
        try {
            ask(kept -> LoginRows.leaveAll(kept, server));
            ask(kept -> LoginRows.forget(kept, server));
        } catch (LedgerBusyException silent) {
            LOG.debug("the others will notice that this server is silent", silent);
        } finally {
            connection.disconnect();
            lock.unlock();
        }
    }
}
