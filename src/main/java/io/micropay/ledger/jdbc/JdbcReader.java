package io.micropay.ledger.jdbc;

import io.micropay.ledger.Account;
import io.micropay.ledger.KnownPayment.Commitment;
import io.micropay.ledger.LedgerBusyException;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.PostedTransfer;
import io.micropay.ledger.jdbc.Dialect.Failure;
import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads what is durable, over a connection of its own.
final class JdbcReader implements LedgerStore.Reader {

    private final ConnectionSource source;
    private final Dialect dialect;
    private KeptStatements statements;

    JdbcReader(ConnectionSource source, Dialect dialect) throws SQLException {
        this.source = source;
        this.dialect = dialect;
        this.statements = new KeptStatements(source.open());
    }

    /// Opens a connection.
    interface ConnectionSource {
        Connection open() throws SQLException;
    }

    /// A question to the database.
    private interface Question<T> {
        T ask(KeptStatements statements) throws SQLException;
    }

    @Override
    public Optional<Account> account(AccountName name) {
        return read(kept -> new AccountRows(kept).byName(name));
    }

    @Override
    public Optional<Account> accountOfKey(String keyHash) {
        return read(kept -> new AccountRows(kept).byKeyHash(keyHash));
    }

    @Override
    public Account treasury() {
        return read(kept -> new AccountRows(kept).byNumber(Account.TREASURY_NUMBER))
                .orElseThrow(() -> new LedgerException("the ledger has no treasury"));
    }

    @Override
    public Optional<PostedTransfer> transfer(long payer, PaymentId id) {
        return read(kept -> new TransferRows(kept).payment(payer, id)).map(Commitment::transfer);
    }

    @Override
    public List<PostedTransfer> history(long account, long before, int count) {
        return read(kept -> new TransferRows(kept).history(account, before, count));
    }

    @Override
    public long balanceMicros(long account) {
        return read(kept -> new AccountRows(kept).balanceMicros(account));
    }

    @Override
    public OptionalLong time() {
        return read(kept -> dialect.time(kept.connection()));
    }

    /// Asks, and once more over a new connection when the old one has gone.
    private <T> T read(Question<T> question) {
        try {
            try {
                return question.ask(statements);
            } catch (SQLException failure) {
                if (dialect.kind(failure) != Failure.DISCONNECTED) {
                    throw failure;
                }
                reconnect();
                return question.ask(statements);
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private void reconnect() throws SQLException {
        statements.closeConnection();
        statements = new KeptStatements(source.open());
    }

    private RuntimeException failed(SQLException failure) {
        if (dialect.kind(failure) != Failure.UNKNOWN) {
            return new LedgerBusyException("the ledger cannot be asked now: " + failure.getMessage(), failure);
        }
        try {
            statements.reset();
        } catch (SQLException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return new LedgerException("the ledger cannot be read: " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        try {
            statements.reset();
            statements.connection().close();
        } catch (SQLException failure) {
            throw new LedgerException("a reader of the ledger cannot be closed: " + failure.getMessage(), failure);
        }
    }
}
