package io.micropay.server;

import io.micropay.ledger.Logins;
import io.micropay.ledger.Logins.Login;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Which session of this server stands behind which login.
///
/// An account is online through one session at a time, over all servers of the ledger. A session that was replaced
/// can no longer remove the login of the one that came after it.
final class Presence {

    private final Logins logins;
    private final Map<UUID, Session> sessions = new ConcurrentHashMap<>();

    Presence(Logins logins) {
        this.logins = logins;
        logins.onTakeOver(this::end);
    }

    private void end(Login replaced) {
        Session session = sessions.get(replaced.session());
        if (session != null) {
            session.end();
        }
    }

    /// Puts a login on the list.
    ///
    /// @param takeOver whether it replaces one that is there already, whose session is then told to end
    /// @return whether it is on the list now
    boolean enter(Login login, Session session, boolean takeOver) {
        sessions.put(login.session(), session);
        boolean entered = false;
        try {
            if (takeOver) {
                logins.takeOver(login);
                entered = true;
            } else {
                entered = logins.enter(login);
            }
            return entered;
        } finally {
            if (!entered) {
                sessions.remove(login.session());
            }
        }
    }

    /// Takes a login off the list; a later one of the account stays.
    void leave(Login login) {
        sessions.remove(login.session());
        logins.leave(login);
    }

    /// Everybody who is online, sorted by name in lower case.
    List<Login> online() {
        return logins.online();
    }
}
