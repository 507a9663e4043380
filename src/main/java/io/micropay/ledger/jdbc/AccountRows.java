package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.BulkStatement.Column.BYTES;
import static io.micropay.ledger.jdbc.BulkStatement.Column.NUMBER;
import static io.micropay.ledger.jdbc.BulkStatement.Column.TEXT;

import io.micropay.ledger.Account;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.Position;
import io.micropay.money.AccountName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables `account` and `position`.
final class AccountRows {

    /// Where an account stands.
    static final String POSITION = """
            p.balance, p.transfers, p.newest_seq, p.newest_paid,
            EXISTS (SELECT 1 FROM refusal r WHERE r.payer = p.account),
            EXISTS (SELECT 1 FROM cancellation c WHERE c.payer = p.account)
            """;

    private static final String SELECT = "SELECT a.number, a.name, a.public_key, a.key_hash, " + POSITION
            + "FROM account a JOIN position p ON p.account = a.number WHERE ";
    private static final String SELECT_BALANCE = "SELECT balance FROM position WHERE account = ?";
    private static final String SELECT_BY_NUMBER = SELECT + "a.number = ?";
    private static final String SELECT_BY_NAME = SELECT + "a.name_key = ?";
    private static final String SELECT_BY_KEY = SELECT + "a.key_hash = ? AND a.number > 0";
    private static final BulkStatement INSERT = BulkStatement.of(
            "INSERT INTO account (number, name, name_key, public_key, key_hash, opened_at) {rows}",
            NUMBER,
            TEXT,
            TEXT,
            BYTES,
            BYTES,
            NUMBER);

    /// The checks of the table see to it that nobody but the treasury falls below zero.
    private static final BulkStatement UPSERT_POSITION = BulkStatement.of("""
            INSERT INTO position (account, balance, transfers, newest_seq, newest_paid) {rows}
            ON CONFLICT (account) DO UPDATE
            SET balance = excluded.balance, transfers = excluded.transfers,
                newest_seq = excluded.newest_seq, newest_paid = excluded.newest_paid""", NUMBER, NUMBER, NUMBER, NUMBER, BYTES);

    private final KeptStatements statements;

    AccountRows(KeptStatements statements) {
        this.statements = statements;
    }

    Optional<Account> byNumber(long number) throws SQLException {
        PreparedStatement select = statements.of(SELECT_BY_NUMBER);
        select.setLong(1, number);
        return account(select);
    }

    Optional<Account> byName(AccountName name) throws SQLException {
        PreparedStatement select = statements.of(SELECT_BY_NAME);
        select.setString(1, name.key());
        return account(select);
    }

    Optional<Account> byKeyHash(String keyHash) throws SQLException {
        PreparedStatement select = statements.of(SELECT_BY_KEY);
        select.setBytes(1, HexFormat.of().parseHex(keyHash));
        return account(select);
    }

    private static Optional<Account> account(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(account(row)) : Optional.empty();
        }
    }

    private static Account account(ResultSet row) throws SQLException {
        long number = row.getLong(1);
        return new Account(
                number,
                name(number, row.getString(2)),
                row.getBytes(3),
                HexFormat.of().formatHex(row.getBytes(4)),
                position(row, 5));
    }

    private static AccountName name(long number, String name) {
        return number == Account.TREASURY_NUMBER
                ? AccountName.TREASURY
                : AccountName.parse(name)
                        .orElseThrow(() -> new LedgerException("account " + number + " has no name of the form"));
    }

    /// The position in the columns from `first` on.
    private static Position position(ResultSet row, int first) throws SQLException {
        byte[] newestPaid = row.getBytes(first + 3);
        return new Position(
                row.getLong(first),
                row.getLong(first + 1),
                row.getLong(first + 2),
                newestPaid == null ? null : ColumnBytes.paymentId(newestPaid),
                row.getBoolean(first + 4),
                row.getBoolean(first + 5));
    }

    /// The positions that a query selects as [#POSITION] does, behind the account's number.
    static Map<Long, Position> positions(ResultSet rows) throws SQLException {
        Map<Long, Position> positions = new HashMap<>();
        while (rows.next()) {
            positions.put(rows.getLong(1), position(rows, 2));
        }
        return positions;
    }

    long balanceMicros(long account) throws SQLException {
        PreparedStatement select = statements.of(SELECT_BALANCE);
        select.setLong(1, account);
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new LedgerException("account " + account + " has no position");
            }
            return row.getLong(1);
        }
    }

    long nextNumber() throws SQLException {
        try (ResultSet row =
                statements.of("SELECT max(number) + 1 FROM account").executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    static void insert(BatchWriter writer, List<Account> opened, long openedAt) throws SQLException {
        if (opened.isEmpty()) {
            return;
        }
        List<@Nullable Object[]> rows = new ArrayList<>(opened.size());
        List<@Nullable Object[]> positions = new ArrayList<>(opened.size());
        for (Account account : opened) {
            rows.add(new @Nullable Object[] {
                account.number(),
                account.name().text(),
                account.name().key(),
                account.publicKey(),
                HexFormat.of().parseHex(account.keyHash()),
                openedAt
            });
            positions.add(row(account, account.position()));
        }
        writer.write(INSERT, rows);
        writer.write(UPSERT_POSITION, positions);
    }

    static void move(BatchWriter writer, Map<Account, Position> moved) throws SQLException {
        if (moved.isEmpty()) {
            return;
        }
        List<@Nullable Object[]> positions = new ArrayList<>(moved.size());
        moved.forEach((account, position) -> positions.add(row(account, position)));
        writer.write(UPSERT_POSITION, positions);
    }

    private static @Nullable Object[] row(Account account, Position position) {
        var newestPaid = position.newestPaid();
        return new @Nullable Object[] {
            account.number(),
            position.balanceMicros(),
            position.transfers(),
            position.newestSeq(),
            newestPaid == null ? null : ColumnBytes.of(newestPaid)
        };
    }
}
