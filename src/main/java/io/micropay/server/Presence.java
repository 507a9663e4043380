package io.micropay.server;

import io.micropay.money.AccountName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Who is online, and where.
///
/// An account is online through one session at a time. A session that was replaced can no longer remove the entry
/// of the one that came after it.
final class Presence {

    private final Map<AccountName, Entry> entries = new ConcurrentSkipListMap<>();

    /// An account that is online.
    ///
    /// @param port where it listens for orders, 0 when it does not
    record Entry(AccountName name, Session session, int port) {}

    /// Puts `entry` on the list unless its account is there already.
    ///
    /// @return whether it is on the list now
    boolean enter(Entry entry) {
        return entries.putIfAbsent(entry.name(), entry) == null;
    }

    /// Puts `entry` on the list whoever is there; the later wins.
    ///
    /// @return the session that it replaced, if any
    Optional<Session> takeOver(Entry entry) {
        return Optional.ofNullable(entries.put(entry.name(), entry)).map(Entry::session);
    }

    /// Takes the session's own entry off the list; the entry of a later session stays.
    void leave(AccountName name, Session session) {
        entries.computeIfPresent(name, (same, entry) -> entry.session() == session ? null : entry);
    }

    /// Everybody who is online, sorted by name in lower case.
    List<Entry> online() {
        return List.copyOf(entries.values());
    }
}
