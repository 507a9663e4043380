package io.micropay.ledger.jdbc;

import io.micropay.ledger.ChainHead;
import io.micropay.ledger.LedgerException;
import io.micropay.money.UtcDay;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/// What a ledger's clock had reached when its server ended, as far as the tables show it.
///
/// Not only transfers are dated: an account cannot be paid before it was opened, nor on a day that is settled.
final class OpeningTime {

    private static final String NEWEST_ACCOUNT = "SELECT opened_at FROM account ORDER BY number DESC LIMIT 1";
    private static final String LATEST_DAY = "SELECT max(day) FROM settlement";

    private OpeningTime() {}

    /// @param head the end of the chain
    /// @return milliseconds since 1970
    /// @throws LedgerException a day is none
    static long of(ChainHead head, KeptStatements statements) throws SQLException {
        long opened = newestAccount(statements.of(NEWEST_ACCOUNT));
        return Math.max(head.committedAt(), Math.max(opened, endOfDay(statements.of(LATEST_DAY))));
    }

    private static long newestAccount(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static long endOfDay(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            String day = row.next() ? row.getString(1) : null;
            return day == null ? 0 : new UtcDay(LocalDate.parse(day)).endMilli();
        } catch (DateTimeParseException noDay) {
            throw new LedgerException("the ledger is damaged: a settled day is " + noDay.getParsedString(), noDay);
        }
    }
}
