package io.micropay.server;

import io.micropay.ledger.Account;
import io.micropay.wire.ServerEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The sessions of this server that listen to events: one for an account, the last that asked. Not thread-safe:
/// [RelayDesk] sees to that.
final class Listeners {

    private final Map<Account, Session> sessions = new HashMap<>();

    void enter(Account account, Session session) {
        sessions.put(account, session);
    }

    /// Returns whether the session was the one of the account.
    boolean leave(Account account, Session session) {
        return sessions.remove(account, session);
    }

    Optional<Session> of(Account account) {
        return Optional.ofNullable(sessions.get(account));
    }

    /// Tells the account, if it listens here.
    void tell(Account account, ServerEvent event) {
        of(account).ifPresent(session -> session.tell(event));
    }
}
