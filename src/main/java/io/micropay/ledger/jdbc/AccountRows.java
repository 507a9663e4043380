package io.micropay.ledger.jdbc;

import io.micropay.ledger.Account;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.Position;
import io.micropay.money.AccountName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables `account` and `position`.
final class AccountRows {

    private static final String SELECT = """
            SELECT a.number, a.name, a.public_key, a.key_hash,
                   p.balance, p.transfers, p.newest_seq, p.newest_paid,
                   EXISTS (SELECT 1 FROM refusal r WHERE r.payer = a.number),
                   EXISTS (SELECT 1 FROM cancellation c WHERE c.payer = a.number)
            FROM account a JOIN position p ON p.account = a.number
            WHERE\s""";
    private static final String SELECT_BY_NUMBER = SELECT + "a.number = ?";
    private static final String SELECT_BY_NAME = SELECT + "a.name_key = ?";
    private static final String SELECT_BY_KEY = SELECT + "a.key_hash = ? AND a.number > 0";
    private static final String INSERT = """
            INSERT INTO account (number, name, name_key, public_key, key_hash, opened_at) VALUES (?, ?, ?, ?, ?, ?)""";
    private static final String INSERT_POSITION = """
            INSERT INTO position (balance, transfers, newest_seq, newest_paid, account) VALUES (?, ?, ?, ?, ?)""";
    private static final String UPDATE_POSITION = """
            UPDATE position SET balance = ?, transfers = ?, newest_seq = ?, newest_paid = ? WHERE account = ?""";

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
                position(row));
    }

    private static AccountName name(long number, String name) {
        return number == Account.TREASURY_NUMBER
                ? AccountName.TREASURY
                : AccountName.parse(name)
                        .orElseThrow(() -> new LedgerException("account " + number + " has no name of the form"));
    }

    private static Position position(ResultSet row) throws SQLException {
        byte[] newestPaid = row.getBytes(8);
        return new Position(
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                newestPaid == null ? null : ColumnBytes.paymentId(newestPaid),
                row.getBoolean(9),
                row.getBoolean(10));
    }

    long nextNumber() throws SQLException {
        try (ResultSet row =
                statements.of("SELECT max(number) + 1 FROM account").executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    void insert(List<Account> opened, long openedAt) throws SQLException {
        if (opened.isEmpty()) {
            return;
        }
        PreparedStatement insert = statements.of(INSERT);
        PreparedStatement insertPosition = statements.of(INSERT_POSITION);
        for (Account account : opened) {
            insert.setLong(1, account.number());
            insert.setString(2, account.name().text());
            insert.setString(3, account.name().key());
            insert.setBytes(4, account.publicKey());
            insert.setBytes(5, HexFormat.of().parseHex(account.keyHash()));
            insert.setLong(6, openedAt);
            insert.addBatch();
            add(insertPosition, account, account.position());
        }
        insert.executeBatch();
        insertPosition.executeBatch();
    }

    void move(Map<Account, Position> positions) throws SQLException {
        if (positions.isEmpty()) {
            return;
        }
        PreparedStatement update = statements.of(UPDATE_POSITION);
        for (Map.Entry<Account, Position> move : positions.entrySet()) {
            add(update, move.getKey(), move.getValue());
        }
        for (int rows : update.executeBatch()) {
            if (rows != 1) {
                throw new LedgerException("an account has no position");
            }
        }
    }

    private static void add(PreparedStatement statement, Account account, Position position) throws SQLException {
        var newestPaid = position.newestPaid();
        statement.setLong(1, position.balanceMicros());
        statement.setLong(2, position.transfers());
        statement.setLong(3, position.newestSeq());
        statement.setBytes(4, newestPaid == null ? null : ColumnBytes.of(newestPaid));
        statement.setLong(5, account.number());
        statement.addBatch();
    }
}
