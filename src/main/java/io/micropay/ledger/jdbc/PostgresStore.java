package io.micropay.ledger.jdbc;

import io.micropay.ledger.Account;
import io.micropay.ledger.BatchLostException;
import io.micropay.ledger.ChainHead;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.Logins;
import io.micropay.ledger.StoreBusyException;
import io.micropay.ledger.jdbc.Dialect.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A ledger in a PostgreSQL database, which any number of servers share.
public final class PostgresStore implements LedgerStore {

    private static final int READERS = 8;

    /// What one of two servers that make the tables at the same moment meets: the other's tables or rows.
    private static final Set<String> MADE_BY_ANOTHER = Set.of(PostgresDialect.TABLE_EXISTS, "23505", "42710");

    private static final int OPENING_ATTEMPTS_MAX = 6;
    private static final long OPENING_PAUSE_MILLIS = 100;

    private final PostgresConnections connections;
    private final PostgresDialect dialect = new PostgresDialect();
    private final PostgresWriter writer;
    private final long openingTime;

    private PostgresStore(PostgresConnections connections, Opening opening) {
        this.connections = connections;
        this.writer = new PostgresWriter(connections::openWriter, dialect, opening.head());
        this.openingTime = opening.time();
    }

    /// Where the ledger stood when it was opened.
    ///
    /// @param time what its clock had reached
    private record Opening(ChainHead head, long time) {}

    /// Opens the ledger in a database, or makes a new one in an empty database.
    ///
    /// @param url of the form `jdbc:postgresql://host/database?parameters`
    /// @param password empty when none is needed, or the driver finds it in the user's password file
    /// @param ledger the fingerprint of its CA's key
    /// @throws LedgerException the database cannot be reached or used, is damaged, or holds something else
    public static PostgresStore open(String url, Optional<String> password, String ledger) {
        PostgresConnections connections = new PostgresConnections(url, password);
        PostgresDialect dialect = new PostgresDialect();
        try {
            for (int attempt = 1; ; attempt++) {
                try (Connection connection = connections.openWriter()) {
                    return new PostgresStore(connections, prepare(connection, dialect, ledger));
                } catch (SQLException failure) {
                    boolean raced = MADE_BY_ANOTHER.contains(String.valueOf(failure.getSQLState()))
                            || dialect.kind(failure) == Failure.CONFLICT;
                    if (!raced || attempt == OPENING_ATTEMPTS_MAX) {
                        throw failure;
                    }
                    TimeUnit.MILLISECONDS.sleep(OPENING_PAUSE_MILLIS);
                }
            }
        } catch (SQLException failure) {
            throw PostgresTrouble.atOpening(failure, dialect);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new LedgerException("told to stop while the ledger's database was opened", told);
        }
    }

    /// Makes sure that the tables are there and this ledger's.
    private static Opening prepare(Connection connection, PostgresDialect dialect, String ledger) throws SQLException {
        Migrations.apply(connection, dialect);
        LedgerBinding.bind(connection, dialect, ledger);
        // One snapshot for all that is looked at, since other servers may be writing.
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        KeptStatements statements = new KeptStatements(connection);
        ChainHead head = new TransferRows(statements).head();
        new OpeningCheck(statements).run(head);
        Opening opening = new Opening(head, OpeningTime.of(head, statements));
        connection.rollback();
        return opening;
    }

    @Override
    public long openingTime() {
        return openingTime;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public int readersMax() {
        return READERS;
    }

    @Override
    public Reader openReader() {
        return new JdbcReader(connections::openReader, dialect);
    }

    @Override
    public Logins openLogins() {
        return SharedLogins.start(connections::openVolatile, dialect);
    }

    @Override
    public Batch begin(Collection<Account> accounts) throws StoreBusyException, BatchLostException {
        writer.begin(accounts);
        return new JdbcBatch(writer);
    }

    @Override
    public void maintain() {
        // The database cleans up after itself.
    }

    @Override
    public void close() {
        writer.close();
    }
}
