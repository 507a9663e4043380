package io.micropay.ledger.jdbc;

import io.micropay.ledger.Account;
import io.micropay.ledger.KnownPayment.Commitment;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.PostedTransfer;
import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Reads what is durable, over a connection of its own.
final class JdbcReader implements LedgerStore.Reader {

    private final KeptStatements statements;
    private final AccountRows accounts;
    private final TransferRows transfers;

    JdbcReader(KeptStatements statements) {
        this.statements = statements;
        this.accounts = new AccountRows(statements);
        this.transfers = new TransferRows(statements);
    }

    /// A question to the database.
    private interface Question<T> {
        T ask() throws SQLException;
    }

    @Override
    public Optional<Account> account(AccountName name) {
        return read(() -> accounts.byName(name));
    }

    @Override
    public Optional<Account> accountOfKey(String keyHash) {
        return read(() -> accounts.byKeyHash(keyHash));
    }

    @Override
    public Account treasury() {
        return read(() -> accounts.byNumber(Account.TREASURY_NUMBER))
                .orElseThrow(() -> new LedgerException("the ledger has no treasury"));
    }

    @Override
    public Optional<PostedTransfer> transfer(long payer, PaymentId id) {
        return read(() -> transfers.payment(payer, id)).map(Commitment::transfer);
    }

    @Override
    public List<PostedTransfer> history(long account, long before, int count) {
        return read(() -> transfers.history(account, before, count));
    }

    private <T> T read(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private LedgerException failed(SQLException failure) {
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
