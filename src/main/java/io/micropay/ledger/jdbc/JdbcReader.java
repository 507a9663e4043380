package io.micropay.ledger.jdbc;

import io.micropay.ledger.Account;
import io.micropay.ledger.DayReader;
import io.micropay.ledger.LedgerBusyException;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.PostedTransfer;
import io.micropay.ledger.ShopReader;
import io.micropay.ledger.jdbc.Dialect.Failure;
import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads what is durable, over a connection of its own, which is opened for the first question.
final class JdbcReader implements LedgerStore.Reader {

    private final KeptConnection connection;
    private final Dialect dialect;

    JdbcReader(KeptConnection.Source source, Dialect dialect) {
        this.connection = new KeptConnection(source, dialect);
        this.dialect = dialect;
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
        return read(kept -> new TransferRows(kept).payment(payer, id));
    }

    @Override
    public List<PostedTransfer> history(long account, long before, int count) {
        return read(kept -> new HistoryRows(kept).history(account, before, count));
    }

    @Override
    public long balanceMicros(long account) {
        return read(kept -> new AccountRows(kept).balanceMicros(account));
    }

    @Override
    public OptionalLong time() {
        return read(kept -> dialect.time(kept.connection()));
    }

    @Override
    public ShopReader shops() {
        return new JdbcShopReader(this::read);
    }

    @Override
    public DayReader days() {
        return new JdbcDayReader(this::read);
    }

    private <T> T read(KeptConnection.Question<T> question) {
        try {
            return connection.ask(question);
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private RuntimeException failed(SQLException failure) {
        if (dialect.kind(failure) != Failure.UNKNOWN) {
            return new LedgerBusyException("the ledger cannot be asked now: " + failure.getMessage(), failure);
        }
        try {
            connection.reset();
        } catch (SQLException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return new LedgerException("the ledger cannot be read: " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new LedgerException("a reader of the ledger cannot be closed: " + failure.getMessage(), failure);
        }
    }
}
