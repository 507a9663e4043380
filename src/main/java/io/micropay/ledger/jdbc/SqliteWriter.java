package io.micropay.ledger.jdbc;

import io.micropay.ledger.Account;
import io.micropay.ledger.ChainHead;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.Position;
import io.micropay.ledger.StoreBusyException;
import io.micropay.ledger.jdbc.Dialect.Failure;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Writes an SQLite file, which belongs to this process alone: where the accounts stand and the end of the chain that
/// was made durable are known without asking.
final class SqliteWriter implements BatchWriter {

    private final KeptStatements statements;
    private final SqliteDialect dialect;
    private final TransferRows transfers;
    private final long foreignChanges;
    private ChainHead head;

    SqliteWriter(KeptStatements statements, SqliteDialect dialect) throws SQLException {
        this.statements = statements;
        this.dialect = dialect;
        this.transfers = new TransferRows(statements);
        this.foreignChanges = foreignChanges();
        this.head = transfers.head();
    }

    /// Takes the write lock at once. Balances are kept in memory, so a change by another program would make money:
    /// the version of the data tells of any commit that was not made over this connection.
    @Override
    public void begin(Collection<Account> accounts) throws StoreBusyException {
        try {
            dialect.begin(statements.connection());
            if (foreignChanges() != foreignChanges) {
                throw new LedgerException("another program has changed the ledger");
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private long foreignChanges() throws SQLException {
        return Sql.number(statements.connection(), "PRAGMA data_version");
    }

    @Override
    public KeptStatements statements() {
        return statements;
    }

    @Override
    public ChainHead head() {
        return head;
    }

    @Override
    public OptionalLong time() {
        return OptionalLong.empty();
    }

    @Override
    public Position position(Account account) {
        return account.position();
    }

    /// SQLite runs in this process, so a statement for each row costs no more than one for all.
    @Override
    public void write(BulkStatement statement, List<@Nullable Object[]> rows, long... parameters) throws SQLException {
        PreparedStatement write = statements.of(statement.sql(dialect.rows(statement.columns())));
        for (@Nullable Object[] row : rows) {
            set(write, parameters, row);
            write.addBatch();
        }
        write.executeBatch();
    }

    @Override
    public void read(BulkStatement question, List<@Nullable Object[]> keys, RowReader reader, long... parameters)
            throws SQLException {
        PreparedStatement read = statements.of(question.sql(dialect.rows(question.columns())));
        for (@Nullable Object[] key : keys) {
            set(read, parameters, key);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }

    private static void set(PreparedStatement statement, long[] parameters, @Nullable Object[] row)
            throws SQLException {
        int place = 0;
        for (long parameter : parameters) {
            statement.setLong(++place, parameter);
        }
        for (Object value : row) {
            statement.setObject(++place, value);
        }
    }

    @Override
    public void commit(ChainHead newHead) throws StoreBusyException {
        try {
            dialect.commit(statements.connection());
        } catch (SQLException failure) {
            throw failed(failure);
        }
        head = newHead;
    }

    @Override
    public void rollBack() {
        try {
            dialect.rollBack(statements.connection());
        } catch (SQLException failure) {
            throw new LedgerException("a batch cannot be rolled back: " + failure.getMessage(), failure);
        }
    }

    /// Undoes the open transaction after a failure that may pass, and makes sure that it is undone.
    @Override
    public StoreBusyException failed(SQLException failure) {
        if (dialect.kind(failure) != Failure.PASSING) {
            throw new LedgerException("the ledger cannot be written: " + failure.getMessage(), failure);
        }
        try {
            statements.reset();
            dialect.rollBack(statements.connection());
            ChainHead stored = transfers.head();
            if (stored.seq() != head.seq() || !Arrays.equals(stored.hash(), head.hash())) {
                throw new LedgerException("a batch was rolled back, and yet the ledger has changed", failure);
            }
        } catch (SQLException alsoFailed) {
            alsoFailed.addSuppressed(failure);
            throw new LedgerException("a batch cannot be rolled back: " + alsoFailed.getMessage(), alsoFailed);
        }
        return new StoreBusyException(String.valueOf(failure.getMessage()), failure);
    }
}
