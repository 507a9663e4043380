package io.micropay.ledger.jdbc;

import io.micropay.ledger.ArchivedAccount;
import io.micropay.ledger.ArchivedCancellation;
import io.micropay.ledger.ArchivedDay;
import io.micropay.ledger.ArchivedItem;
import io.micropay.ledger.ArchivedPosition;
import io.micropay.ledger.ArchivedRefusal;
import io.micropay.ledger.ArchivedSale;
import io.micropay.ledger.ArchivedSettlement;
import io.micropay.ledger.ArchivedShop;
import io.micropay.ledger.ArchivedTransfer;
import io.micropay.ledger.BatchChanges.HistoryMark;
import io.micropay.ledger.ChainHead;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A ledger in a database, read from end to end over one connection.
public final class JdbcArchive implements LedgerArchive {

    private final ArchiveSource source;
    private final Connection connection;
    private final boolean lent;
    private final ArchiveRows rows;
    private final ShopArchiveRows shopRows;

    private JdbcArchive(ArchiveSource source, Connection connection, boolean lent) {
        this.source = source;
        this.connection = connection;
        this.lent = lent;
        KeptStatements statements = new KeptStatements(connection);
        this.rows = new ArchiveRows(statements);
        this.shopRows = new ShopArchiveRows(statements);
    }

    /// Opens a ledger's file, which a server may have open too.
    ///
    /// @throws LedgerException it is missing, not a ledger, damaged, or of another version
    public static JdbcArchive of(Path file) {
        return open(new SqliteArchiveSource(file.toAbsolutePath().normalize()));
    }

    /// Opens the ledger in a database, which servers may be using.
    ///
    /// @param url of the form `jdbc:postgresql://host/database?parameters`
    /// @param password empty when none is needed, or the driver finds it in the user's password file
    /// @throws LedgerException the database cannot be reached, or holds no ledger, or one of another version
    public static JdbcArchive of(String url, Optional<String> password) {
        return open(new PostgresArchiveSource(new PostgresConnections(url, password)));
    }

    /// What a transaction sees that is open on `connection`, which stays its owner's.
    static JdbcArchive within(ArchiveSource source, Connection connection) {
        return new JdbcArchive(source, connection, true);
    }

    private static JdbcArchive open(ArchiveSource source) {
        try {
            return new JdbcArchive(source, source.open(), false);
        } catch (SQLException failure) {
            throw source.unopenable(failure);
        }
    }

    /// A question to the database.
    private interface Question<T> {
        T ask() throws SQLException;
    }

    /// A walk over a table.
    private interface Walk {
        void go() throws SQLException;
    }

    @Override
    public Snapshot snapshot() {
        return read("the state of its accounts", () -> {
            if (!lent) {
                Sql.execute(connection, source.beginSnapshot());
            }
            return new JdbcSnapshot();
        });
    }

    @Override
    public List<ArchivedTransfer> transfers(long after, long last, int count) {
        return read("what follows transfer " + after, () -> rows.transfers(after, last, count));
    }

    @Override
    public List<ArchivedSale> sales(long after, long last) {
        return read("the sales behind transfer " + after, () -> shopRows.sales(after, last));
    }

    @Override
    public OptionalLong repeatedPayment(long last) {
        return read("the ids of payments", () -> rows.repeatedPayment(last));
    }

    @Override
    public Optional<HistoryMark> strayMark() {
        return read("the marks in histories", rows::strayMark);
    }

    @Override
    public OptionalLong straySale() {
        return read("the sales", rows::straySale);
    }

    @Override
    public void marks(long last, Consumer<List<HistoryMark>> pages) {
        walk("the marks in histories", () -> rows.marks(last, pages));
    }

    @Override
    public void settlements(Consumer<List<ArchivedSettlement>> pages) {
        walk("a settled day", () -> shopRows.settlements(pages));
    }

    @Override
    public LedgerStore.Reader openReader() {
        return read("an account", () -> new JdbcReader(source::open, source.dialect()));
    }

    @Override
    public Optional<String> damage() {
        return read("the form of its tables", () -> source.damage(connection));
    }

    private void walk(String what, Walk walk) {
        read(what, () -> {
            walk.go();
            return true;
        });
    }

    private <T> T read(String what, Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException failure) {
            throw source.unreadable(what, failure);
        }
    }

    @Override
    public void close() {
        if (lent) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new LedgerException("the ledger cannot be closed: " + failure.getMessage(), failure);
        }
    }

    /// A transaction that is open while the snapshot is.
    private final class JdbcSnapshot implements Snapshot {

        @Override
        public Optional<String> ledgerId() {
            return read("its id", rows::ledgerId);
        }

        @Override
        public ChainHead head() {
            return read("its last transfer", rows::head);
        }

        @Override
        public void accounts(Consumer<List<ArchivedAccount>> pages) {
            walk("an account", () -> rows.accounts(pages));
        }

        @Override
        public void positions(Consumer<List<ArchivedPosition>> pages) {
            walk("an account's position", () -> rows.positions(pages));
        }

        @Override
        public void refusals(Consumer<List<ArchivedRefusal>> pages) {
            walk("a refusal", () -> rows.refusals(pages));
        }

        @Override
        public void cancellations(Consumer<List<ArchivedCancellation>> pages) {
            walk("a cancellation", () -> rows.cancellations(pages));
        }

        @Override
        public long shopStart() {
            return read("where its shops begin", shopRows::start);
        }

        @Override
        public void shops(Consumer<List<ArchivedShop>> pages) {
            walk("a shop", () -> shopRows.shops(pages));
        }

        @Override
        public void items(Consumer<List<ArchivedItem>> pages) {
            walk("an item of a shop", () -> shopRows.items(pages));
        }

        @Override
        public void settlements(Consumer<List<ArchivedSettlement>> pages) {
            JdbcArchive.this.settlements(pages);
        }

        @Override
        public void settledDays(Consumer<List<ArchivedDay>> pages) {
            walk("which days are settled", () -> shopRows.settledDays(pages));
        }

        @Override
        public void close() {
            if (!lent) {
                walk("the state of its accounts", () -> Sql.execute(connection, "ROLLBACK"));
            }
        }
    }
}
