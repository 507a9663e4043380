package io.micropay.ledger.jdbc;

import io.micropay.ledger.Account;
import io.micropay.ledger.BatchLostException;
import io.micropay.ledger.ChainHead;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.Position;
import io.micropay.ledger.StoreBusyException;
import io.micropay.ledger.jdbc.BulkStatement.Column;
import io.micropay.ledger.jdbc.Dialect.Failure;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Writes a PostgreSQL database, which other servers write by turns: what another has done is read in each batch.
///
/// A batch takes two round trips. The first locks the end of the chain, then the accounts in the order of their
/// numbers, and brings back where both stand and what time it is. The last brings all changes and commits. There
/// cannot be less than two: a transfer's hash covers its time and the hash before it, which only the first tells.
/// Between them come three more when some of the batch's payments may be on record, and one to three for each
/// cancellation and each account that is opened.
final class PostgresWriter implements BatchWriter {

    /// Each statement has a snapshot of its own, so that those behind the lock see what its last holder has
    /// committed.
    private static final String BEGIN = "SELECT holder FROM chain_lock FOR UPDATE; " + TransferRows.SELECT_HEAD
            + "; SELECT " + PostgresDialect.NOW_MILLIS + "; SELECT p.account, " + AccountRows.POSITION
            + "FROM position p WHERE p.account = ANY (?) ORDER BY p.account FOR UPDATE OF p";

    private final KeptConnection.Source source;
    private final PostgresDialect dialect;
    private final List<Filled> changes = new ArrayList<>();
    private @Nullable KeptStatements statements;
    private boolean committing;

    /// Whether this connection has shown that what was durable before it is there.
    private boolean proven;

    private ChainHead durable;
    private ChainHead head = ChainHead.empty();
    private long timeMillis;
    private Map<Long, Position> positions = Map.of();

    /// @param durable the end of the chain, as far as this process knows it
    PostgresWriter(KeptConnection.Source source, PostgresDialect dialect, ChainHead durable) {
        this.source = source;
        this.dialect = dialect;
        this.durable = durable;
    }

    /// A statement with all that goes into it.
    private record Filled(BulkStatement statement, List<@Nullable Object[]> rows, List<Long> parameters) {

        Filled(BulkStatement statement, List<@Nullable Object[]> rows, long... parameters) {
            this(statement, rows, LongStream.of(parameters).boxed().toList());
        }
    }

    @Override
    public void begin(Collection<Account> accounts) throws StoreBusyException, BatchLostException {
        committing = false;
        changes.clear();
        try {
            if (statements == null) {
                statements = new KeptStatements(open());
                proven = false;
            }
            PreparedStatement begin = statements.of(BEGIN);
            Long[] numbers = accounts.stream().map(Account::number).sorted().toArray(Long[]::new);
            begin.setArray(1, statements.connection().createArrayOf(PostgresDialect.type(Column.NUMBER), numbers));
            begin.execute();
            head = TransferRows.head(next(begin));
            timeMillis = time(next(begin));
            positions = AccountRows.positions(next(begin));
            if (!proven) {
                requireNothingLost();
                proven = true;
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /// Over a connection that was refused nothing was written, whatever it was refused for: somebody may be about to
    /// put that right.
    private Connection open() throws BatchLostException {
        try {
            return source.open();
        } catch (SQLException refused) {
            throw new BatchLostException(PostgresTrouble.oneLine(refused), false, refused);
        }
    }

    private static ResultSet next(PreparedStatement statement) throws SQLException {
        statement.getMoreResults();
        return statement.getResultSet();
    }

    private static long time(ResultSet row) throws SQLException {
        row.next();
        return row.getLong(1);
    }

    /// A database that was replaced by a copy that lagged behind it has lost transfers that callers hold proofs of,
    /// and other servers may have gone on from there. A connection leads to one database as long as it lasts.
    private void requireNothingLost() throws SQLException {
        byte[] found = new TransferRows(statements())
                .chainHash(durable.seq())
                .orElseGet(() -> ChainHead.empty().hash());
        if (!Arrays.equals(found, durable.hash())) {
            disconnect();
            throw new LedgerException(
                    "the database has lost committed transfers: it ends at " + head.seq() + ", and another transfer "
                            + durable.seq() + " was durable",
                    "let no replica take over that is not synchronous, and restore the database that was",
                    null);
        }
    }

    @Override
    public KeptStatements statements() {
        if (statements == null) {
            throw new IllegalStateException("no batch has begun");
        }
        return statements;
    }

    @Override
    public ChainHead head() {
        return head;
    }

    @Override
    public OptionalLong time() {
        return OptionalLong.of(timeMillis);
    }

    @Override
    public Position position(Account account) {
        Position position = positions.get(account.number());
        if (position == null) {
            throw new LedgerException(account + " has no position");
        }
        return position;
    }

    @Override
    public void write(BulkStatement statement, List<@Nullable Object[]> rows, long... parameters) {
        changes.add(new Filled(statement, rows, parameters));
    }

    @Override
    public void read(BulkStatement question, List<@Nullable Object[]> keys, RowReader reader, long... parameters)
            throws SQLException {
        PreparedStatement read = statements().of(question.sql(dialect.rows(question.columns())));
        set(read, 0, new Filled(question, keys, parameters));
        try (ResultSet row = read.executeQuery()) {
            while (row.next()) {
                reader.read(row);
            }
        }
    }

    @Override
    public void commit(ChainHead newHead) throws StoreBusyException, BatchLostException {
        try {
            PreparedStatement commit = statements().of(commitText());
            int place = 0;
            for (Filled change : changes) {
                place = set(commit, place, change);
            }
            committing = true;
            commit.execute();
            requireUnqualified(commit.getWarnings());
        } catch (SQLException failure) {
            throw failed(failure);
        }
        durable = newHead;
    }

    /// A commit whose wait for the replicas was ended by hand is told as a success, with a warning: a failover may
    /// undo it. So is one outside of a transaction, which no lock was held for.
    private void requireUnqualified(@Nullable SQLWarning warning) throws BatchLostException {
        if (warning != null) {
            disconnect();
            throw new BatchLostException("the commit is in doubt: " + warning.getMessage(), true, warning);
        }
    }

    private String commitText() {
        StringJoiner sql = new StringJoiner("; ", "", "; COMMIT");
        for (Filled change : changes) {
            sql.add(change.statement().sql(dialect.rows(change.statement().columns())));
        }
        return sql.toString();
    }

    /// Sets the parameters of one statement behind the first `place`, and returns how many there are then.
    private int set(PreparedStatement prepared, int place, Filled filled) throws SQLException {
        int next = place;
        for (long parameter : filled.parameters()) {
            prepared.setLong(++next, parameter);
        }
        List<Column> columns = filled.statement().columns();
        for (int i = 0; i < columns.size(); i++) {
            prepared.setArray(++next, column(columns.get(i), filled.rows(), i));
        }
        return next;
    }

    /// One column of all rows.
    private Array column(Column column, List<@Nullable Object[]> rows, int index) throws SQLException {
        @Nullable
        Object[] values = switch (column) {
            case NUMBER -> new Long[rows.size()];
            case TEXT -> new String[rows.size()];
            case BYTES -> new byte[rows.size()][];
        };
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i)[index];
        }
        return statements().connection().createArrayOf(PostgresDialect.type(column), values);
    }

    @Override
    public void rollBack() {
        try {
            dialect.rollBack(statements().connection());
        } catch (SQLException gone) {
            // Whatever was begun on the connection ends with it.
            disconnect();
        }
    }

    @Override
    public StoreBusyException failed(SQLException failure) throws BatchLostException {
        String message = PostgresTrouble.oneLine(failure);
        Failure kind = dialect.kind(failure);
        switch (kind) {
            case PASSING, CONFLICT -> abandon();
            case DISCONNECTED -> disconnect();
            case UNKNOWN -> throw new LedgerException("the ledger cannot be written: " + message, failure);
        }
        if (kind == Failure.PASSING) {
            return new StoreBusyException(message, failure);
        }
        throw new BatchLostException(message, committing && kind == Failure.DISCONNECTED, failure);
    }

    /// Ends a transaction that the database has refused to go on with.
    private void abandon() {
        if (statements != null) {
            rollBack();
        }
    }

    private void disconnect() {
        if (statements != null) {
            statements.closeConnection();
            statements = null;
        }
    }

    void close() {
        disconnect();
    }
}
