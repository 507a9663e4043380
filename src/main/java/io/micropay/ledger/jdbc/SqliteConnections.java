package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Opens connections to a ledger's file.
final class SqliteConnections {

    /// How long a batch waits while another program has the file locked.
    private static final int LOCKED_WAIT_MILLIS = 1_000;

    /// For the test that shows what a sync is for: anything but FULL loses payments when the power fails.
    private static final String SYNCHRONOUS_PROPERTY = "micropay.ledger.synchronous";

    private static final Set<String> SYNCHRONOUS = Set.of("off", "normal", "full", "extra");

    static {
        SqliteLibrary.load();
    }

    private final Path file;

    SqliteConnections(Path file) {
        this.file = file;
    }

    /// The connection that writes, to a file that is a ledger or empty.
    Connection openWriter() throws SQLException {
        Connection connection = open();
        try {
            refuseForeignFile(connection);
            String mode = Sql.text(connection, "PRAGMA journal_mode = WAL");
            if (!mode.equals("wal")) {
                throw new LedgerException("the ledger cannot be kept on this file system: no write-ahead log");
            }
            syncAll(connection);
            Sql.execute(connection, "PRAGMA foreign_keys = ON");
            Sql.execute(connection, "PRAGMA cache_size = -16384");
            Sql.execute(connection, "PRAGMA wal_autocheckpoint = 0"); // see WriteAheadLog
            return connection;
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    /// A connection that copies the log back into the file, beside the one that writes.
    Connection openCopier() throws SQLException {
        Connection connection = open();
        try {
            syncAll(connection);
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /// The file itself, to be synced. As long as a connection is open it must not be closed: on POSIX systems the locks
    /// of the process go with any descriptor of the file.
    FileChannel openFile() throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE);
    }

    private static void syncAll(Connection connection) throws SQLException {
        Sql.execute(connection, "PRAGMA synchronous = " + synchronous());
        Sql.execute(connection, "PRAGMA fullfsync = ON");
        Sql.execute(connection, "PRAGMA checkpoint_fullfsync = ON");
    }

    /// A connection that can only read.
    Connection openReader() throws SQLException {
        Connection connection = open();
        Sql.execute(connection, "PRAGMA query_only = ON");
        return connection;
    }

    /// A connection to a ledger's file that cannot write it, and does not make one.
    Connection openArchive() throws SQLException {
        try {
            return openArchive("");
        } catch (SQLException failure) {
            // SQLite cannot put its index beside the file. Without a log beside it, no server is at work on it; one
            // that starts now, as another user, would show as damage.
            if (SqliteDialect.isUnopenable(failure) && !Files.exists(Path.of(file + "-wal"))) {
                return openArchive("?immutable=1");
            }
            throw failure;
        }
    }

    private Connection openArchive(String parameters) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        Connection connection = open(config, parameters);
        try {
            requireLedger(connection);
            return connection;
        } catch (SQLException | LedgerException failure) {
            connection.close();
            throw failure;
        }
    }

    /// A connection to a new file that nobody needs if the power fails.
    Connection openDraft() throws SQLException {
        Connection connection = open();
        try {
            Sql.execute(connection, "PRAGMA journal_mode = OFF");
            Sql.execute(connection, "PRAGMA synchronous = OFF");
            Sql.execute(connection, "PRAGMA foreign_keys = ON");
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    private Connection open() throws SQLException {
        return open(new SQLiteConfig(), "");
    }

    private Connection open(SQLiteConfig config, String parameters) throws SQLException {
        config.setBusyTimeout(LOCKED_WAIT_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        // As a URI, since the driver takes what follows a question mark in a plain path for settings.
        source.setUrl("jdbc:sqlite:" + file.toUri() + parameters);
        return source.getConnection();
    }

    private void refuseForeignFile(Connection connection) throws SQLException {
        long applicationId = Sql.number(connection, "PRAGMA application_id");
        boolean isEmpty = applicationId == 0 && Sql.number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (!isEmpty && applicationId != SqliteDialect.APPLICATION_ID) {
            throw foreignFile();
        }
    }

    private void requireLedger(Connection connection) throws SQLException {
        if (Sql.number(connection, "SELECT count(*) FROM sqlite_schema") == 0) {
            throw new LedgerException("not a ledger: " + file);
        }
        if (Sql.number(connection, "PRAGMA application_id") != SqliteDialect.APPLICATION_ID) {
            throw foreignFile();
        }
    }

    private LedgerException foreignFile() {
        return new LedgerException("not a ledger, but a database of another program: " + file);
    }

    private static String synchronous() {
        String wanted = System.getProperty(SYNCHRONOUS_PROPERTY, "full").toLowerCase(Locale.ROOT);
        if (!SYNCHRONOUS.contains(wanted)) {
            throw new LedgerException(SYNCHRONOUS_PROPERTY + " is none of " + SYNCHRONOUS + ": " + wanted);
        }
        return wanted;
    }
}
