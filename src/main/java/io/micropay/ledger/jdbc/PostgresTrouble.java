package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerAccessException;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.jdbc.Dialect.Failure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/// What a person is told when the database says no.
final class PostgresTrouble {

    /// The user, the password, or the server's list of who may come from where.
    private static final Set<String> NOT_LET_IN = Set.of("28000", "28P01");

    /// The driver's own word for a server that asks for what it was not given: a password, or a connection without TLS.
    private static final String NOT_AGREED = "08004";

    private static final String NO_SUCH_DATABASE = "3D000";
    private static final Set<String> NO_RIGHTS = Set.of("42501", "3F000");

    /// Tables that are there already, or are not what they should be.
    private static final Set<String> OTHER_TABLES = Set.of(PostgresDialect.TABLE_EXISTS, "42P01", "42703");

    private PostgresTrouble() {}

    /// Why a ledger cannot be opened.
    static LedgerException atOpening(SQLException failure, PostgresDialect dialect) {
        String message = "the ledger's database cannot be opened: " + oneLine(failure);
        String state = String.valueOf(failure.getSQLState());
        if (NOT_LET_IN.contains(state)) {
            return refused(message, "see to the user in the database's url, and to the password", failure);
        }
        if (state.equals(NOT_AGREED)) {
            return refused(message, "see to the password, and to sslmode in the database's url", failure);
        }
        if (state.equals(NO_SUCH_DATABASE)) {
            return refused(message, "create the database, or correct its url", failure);
        }
        if (NO_RIGHTS.contains(state)) {
            return refused(message, "the user must own the database, or may create tables in it", failure);
        }
        if (state.equals(PostgresDialect.READ_ONLY)) {
            return refused(message, "name the primary, or several hosts and targetServerType=primary", failure);
        }
        if (OTHER_TABLES.contains(state)) {
            return refused(
                    "the database holds tables of another program: " + oneLine(failure),
                    "give the ledger a database of its own",
                    failure);
        }
        Failure kind = dialect.kind(failure);
        return kind == Failure.DISCONNECTED || kind == Failure.PASSING
                ? new LedgerAccessException(
                        message, "see whether the database runs, and whether its url is right", true, failure)
                : new LedgerException(message, failure);
    }

    private static LedgerException refused(String message, String hint, SQLException failure) {
        return new LedgerAccessException(message, hint, false, failure);
    }

    /// The first sentence of what the driver says, and what it leaves to its cause.
    static String oneLine(SQLException failure) {
        String text = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String sentence = text.replaceFirst("\\.( .*)?$", "").replaceFirst("^[A-Z]+: +", "");
        return failure.getCause() instanceof IOException cause ? sentence + " (" + told(cause) + ")" : sentence;
    }

    private static String told(IOException cause) {
        String message = cause.getMessage();
        return message != null ? message : cause.getClass().getSimpleName();
    }
}
