package io.micropay.ledger.jdbc;

import io.micropay.ledger.BatchChanges;
import io.micropay.ledger.ChainHead;
import io.micropay.ledger.KnownPayment;
import io.micropay.ledger.KnownPayment.Commitment;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.PaymentKey;
import io.micropay.ledger.StoreBusyException;
import io.micropay.money.AccountName;
import java.sql.SQLException;
import java.util.Optional;

/// One transaction of the writer.
final class JdbcBatch implements LedgerStore.Batch {

    private final JdbcWriter writer;
    private final AccountRows accounts;
    private final TransferRows transfers;
    private final RefusalRows refusals;
    private final CancellationRows cancellations;
    private final long rememberedSince;
    private ChainHead newHead;
    private boolean over;

    JdbcBatch(JdbcWriter writer, KeptStatements statements, long rememberedSince) {
        this.writer = writer;
        this.accounts = new AccountRows(statements);
        this.transfers = new TransferRows(statements);
        this.refusals = new RefusalRows(statements);
        this.cancellations = new CancellationRows(statements);
        this.rememberedSince = rememberedSince;
        this.newHead = writer.head();
    }

    /// A step of the transaction.
    private interface Step<T> {
        T take() throws SQLException;
    }

    @Override
    public ChainHead head() {
        return writer.head();
    }

    @Override
    public KnownPayment known(PaymentKey key) throws StoreBusyException {
        return take(() -> {
            Optional<Commitment> commitment = transfers.payment(key.payer(), key.id());
            return commitment.isPresent()
                    ? new KnownPayment(commitment.get(), null, false)
                    : new KnownPayment(
                            null,
                            refusals.refusal(key, rememberedSince).orElse(null),
                            cancellations.isCancelled(key, rememberedSince));
        });
    }

    @Override
    public int cancellations(long payer) throws StoreBusyException {
        return take(() -> cancellations.count(payer, rememberedSince));
    }

    @Override
    public boolean isTaken(AccountName name) throws StoreBusyException {
        return take(() -> accounts.byName(name).isPresent());
    }

    @Override
    public boolean hasAccount(String keyHash) throws StoreBusyException {
        return take(() -> accounts.byKeyHash(keyHash).isPresent());
    }

    @Override
    public long nextAccountNumber() throws StoreBusyException {
        return take(accounts::nextNumber);
    }

    @Override
    public void write(BatchChanges changes) throws StoreBusyException {
        newHead = take(() -> {
            accounts.insert(changes.opened(), changes.decidedAt());
            transfers.insert(changes.transfers());
            transfers.mark(changes.marks());
            accounts.move(changes.positions());
            refusals.replace(changes.replacedRefusals());
            refusals.remember(
                    changes.refusals(), changes.decidedAt(), changes.rememberedSince(), changes.rememberedMax());
            cancellations.remember(changes.cancellations(), changes.decidedAt(), changes.rememberedSince());
            return changes.head();
        });
    }

    @Override
    public void commit() throws StoreBusyException {
        over = true;
        writer.commit(newHead);
    }

    private <T> T take(Step<T> step) throws StoreBusyException {
        try {
            return step.take();
        } catch (SQLException failure) {
            over = true;
            throw writer.rolledBack(failure);
        }
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            writer.rollBack();
        }
    }
}
