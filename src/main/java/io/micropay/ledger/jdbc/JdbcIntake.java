package io.micropay.ledger.jdbc;

import io.micropay.ledger.ArchivedAccount;
import io.micropay.ledger.ArchivedCancellation;
import io.micropay.ledger.ArchivedItem;
import io.micropay.ledger.ArchivedPosition;
import io.micropay.ledger.ArchivedRefusal;
import io.micropay.ledger.ArchivedSale;
import io.micropay.ledger.ArchivedSettlement;
import io.micropay.ledger.ArchivedShop;
import io.micropay.ledger.ArchivedTransfer;
import io.micropay.ledger.BatchChanges.HistoryMark;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerIntake;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// A new ledger in a database, written in one transaction.
public final class JdbcIntake implements LedgerIntake {

    private final IntakeTarget target;
    private final Connection connection;
    private final IntakeRows rows;

    private JdbcIntake(IntakeTarget target, Connection connection) {
        this.target = target;
        this.connection = connection;
        this.rows = new IntakeRows(new KeptStatements(connection));
    }

    /// A copy of a ledger in a file of its own, which is not there yet.
    public static JdbcIntake backup(Path file) {
        return open(SqliteIntakeTarget.backup(file));
    }

    /// A ledger's file that is not there yet, in a folder that no server uses.
    public static JdbcIntake restore(Path file) {
        return open(SqliteIntakeTarget.ledger(file));
    }

    /// The ledger in a database that holds none yet.
    ///
    /// @param url of the form `jdbc:postgresql://host/database?parameters`
    /// @param password empty when none is needed, or the driver finds it in the user's password file
    public static JdbcIntake restore(String url, Optional<String> password) {
        return open(new PostgresIntakeTarget(new PostgresConnections(url, password)));
    }

    private static JdbcIntake open(IntakeTarget target) {
        try {
            Connection connection = target.open();
            try {
                JdbcIntake intake = new JdbcIntake(target, connection);
                intake.rows.clear();
                return intake;
            } catch (SQLException failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException failure) {
            target.clearUp();
            throw target.unopenable(failure);
        } catch (LedgerException failure) {
            target.clearUp();
            throw failure;
        }
    }

    /// Something that is written.
    private interface Writing {
        void go() throws SQLException;
    }

    private void write(Writing writing) {
        try {
            writing.go();
        } catch (SQLException failure) {
            throw target.unwritable(failure);
        }
    }

    @Override
    public void bind(String ledgerId) {
        write(() -> rows.bind(ledgerId));
    }

    @Override
    public void accounts(List<ArchivedAccount> page) {
        write(() -> rows.accounts(page));
    }

    @Override
    public void positions(List<ArchivedPosition> page) {
        write(() -> rows.positions(page));
    }

    @Override
    public void transfers(List<ArchivedTransfer> page) {
        write(() -> rows.transfers(page));
    }

    @Override
    public void marks(List<HistoryMark> page) {
        write(() -> rows.marks(page));
    }

    @Override
    public void refusals(List<ArchivedRefusal> page) {
        write(() -> rows.refusals(page));
    }

    @Override
    public void cancellations(List<ArchivedCancellation> page) {
        write(() -> rows.cancellations(page));
    }

    @Override
    public void shopStart(long seq) {
        write(() -> rows.shopStart(seq));
    }

    @Override
    public void shops(List<ArchivedShop> page) {
        write(() -> rows.shops(page));
    }

    @Override
    public void settlements(List<ArchivedSettlement> page) {
        write(() -> rows.settlements(page));
    }

    @Override
    public void items(List<ArchivedItem> page) {
        write(() -> rows.items(page));
    }

    @Override
    public void sales(List<ArchivedSale> page) {
        write(() -> rows.sales(page));
    }

    @Override
    public LedgerArchive written() {
        return JdbcArchive.within(target.source(), connection);
    }

    @Override
    public void complete() {
        write(() -> target.complete(connection));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw target.unwritable(failure);
        } finally {
            target.clearUp();
        }
    }
}
