package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import io.micropay.ledger.Logins.Login;
import io.micropay.money.AccountName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The tables `login` and `server`: who is logged in at which of the servers that share a database, and which of these
/// live.
///
/// A server that has been silent for ten seconds counts as gone, and its logins with it, whether or not their rows have
/// been swept away.
final class LoginRows {

    private static final long SILENT_MILLIS = 10_000;

    /// When the rows of a dead server are swept away; they have not counted for long.
    private static final long SWEPT_MILLIS = 60_000;

    private static final String LIVING =
            "SELECT 1 FROM server s WHERE s.id = %s.server AND s.seen_at > " + before(SILENT_MILLIS);
    private static final String TAKE_OVER = """
            INSERT INTO login AS held (name_key, name, session, server, address, port) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (name_key) DO UPDATE
            SET name = excluded.name, session = excluded.session, server = excluded.server,
                address = excluded.address, port = excluded.port""";
    /// The session's own login is one that an earlier attempt has made, whose answer was lost.
    private static final String ENTER =
            TAKE_OVER + " WHERE held.session = excluded.session OR NOT EXISTS (" + LIVING.formatted("held") + ")";

    private static final String LEAVE = "DELETE FROM login WHERE name_key = ? AND session = ?";
    private static final String SELECT_ONLINE =
            "SELECT l.name, l.session, l.address, l.port FROM login l WHERE EXISTS (" + LIVING.formatted("l") + ")";
    private static final String SELECT_OWN = "SELECT name_key, session FROM login WHERE server = ?";
    private static final String SAY_ALIVE = "INSERT INTO server (id, seen_at) VALUES (?, " + PostgresDialect.NOW_MILLIS
            + ") ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at";
    private static final String SWEEP_SERVERS = "DELETE FROM server WHERE seen_at <= " + before(SWEPT_MILLIS);
    private static final String SWEEP_LOGINS =
            "DELETE FROM login WHERE NOT EXISTS (SELECT 1 FROM server s WHERE s.id = login.server)";
    private static final String LEAVE_ALL = "DELETE FROM login WHERE server = ?";
    private static final String FORGET_SERVER = "DELETE FROM server WHERE id = ?";

    private LoginRows() {}

    private static String before(long millis) {
        return PostgresDialect.NOW_MILLIS + " - " + millis;
    }

    /// Enters a login, unless the account has one at a server that lives.
    ///
    /// @return whether it did
    static boolean enter(KeptStatements kept, String server, Login login) throws SQLException {
        return put(kept, ENTER, server, login);
    }

    /// Enters a login in the place of any other.
    static void takeOver(KeptStatements kept, String server, Login login) throws SQLException {
        put(kept, TAKE_OVER, server, login);
    }

    private static boolean put(KeptStatements kept, String sql, String server, Login login) throws SQLException {
        PreparedStatement put = kept.of(sql);
        put.setString(1, login.name().key());
        put.setString(2, login.name().text());
        put.setString(3, login.session().toString());
        put.setString(4, server);
        put.setString(5, login.address());
        put.setInt(6, login.port());
        return put.executeUpdate() == 1;
    }

    static int leave(KeptStatements kept, String nameKey, String session) throws SQLException {
        return update(kept, LEAVE, nameKey, session);
    }

    static int leaveAll(KeptStatements kept, String server) throws SQLException {
        return update(kept, LEAVE_ALL, server);
    }

    /// The logins at all servers that live, by name.
    static List<Login> online(KeptStatements kept) throws SQLException {
        List<Login> online = new ArrayList<>();
        try (ResultSet row = kept.of(SELECT_ONLINE).executeQuery()) {
            while (row.next()) {
                AccountName name = AccountName.parse(row.getString(1))
                        .orElseThrow(() -> new LedgerException("a login has no name of the form"));
                online.add(new Login(name, UUID.fromString(row.getString(2)), row.getString(3), row.getInt(4)));
            }
        }
        online.sort(Comparator.comparing(Login::name));
        return online;
    }

    /// The name keys of a server's logins, by session.
    static Map<String, String> keysBySession(KeptStatements kept, String server) throws SQLException {
        Map<String, String> keys = new HashMap<>();
        PreparedStatement select = kept.of(SELECT_OWN);
        select.setString(1, server);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                keys.put(row.getString(2), row.getString(1));
            }
        }
        return keys;
    }

    static int sayAlive(KeptStatements kept, String server) throws SQLException {
        return update(kept, SAY_ALIVE, server);
    }

    static int forget(KeptStatements kept, String server) throws SQLException {
        return update(kept, FORGET_SERVER, server);
    }

    /// Sweeps away what has not counted for long.
    static void sweep(KeptStatements kept) throws SQLException {
        update(kept, SWEEP_SERVERS);
        update(kept, SWEEP_LOGINS);
    }

    private static int update(KeptStatements kept, String sql, String... parameters) throws SQLException {
        PreparedStatement update = kept.of(sql);
        for (int i = 0; i < parameters.length; i++) {
            update.setString(i + 1, parameters[i]);
        }
        return update.executeUpdate();
    }
}
