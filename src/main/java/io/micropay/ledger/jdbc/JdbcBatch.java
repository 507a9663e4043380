package io.micropay.ledger.jdbc;

import io.micropay.ledger.Account;
import io.micropay.ledger.BatchChanges;
import io.micropay.ledger.BatchLostException;
import io.micropay.ledger.ChainHead;
import io.micropay.ledger.DayKey;
import io.micropay.ledger.KnownPayment;
import io.micropay.ledger.KnownPayment.Commitment;
import io.micropay.ledger.KnownPayment.Refusal;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.PaymentKey;
import io.micropay.ledger.Position;
import io.micropay.ledger.SettledDay;
import io.micropay.ledger.ShopRecords;
import io.micropay.ledger.StoreBusyException;
import io.micropay.money.AccountName;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// One transaction of the writer.
final class JdbcBatch implements LedgerStore.Batch {

    private final BatchWriter writer;
    private final AccountRows accounts;
    private final CancellationRows cancellations;
    private ChainHead newHead;
    private boolean over;

    /// A batch whose transaction `writer` has just begun.
    JdbcBatch(BatchWriter writer) {
        KeptStatements statements = writer.statements();
        this.writer = writer;
        this.accounts = new AccountRows(statements);
        this.cancellations = new CancellationRows(statements);
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
    public OptionalLong time() {
        return writer.time();
    }

    @Override
    public Position position(Account account) {
        return writer.position(account);
    }

    @Override
    public Map<PaymentKey, KnownPayment> known(Set<PaymentKey> keys, long rememberedSince)
            throws StoreBusyException, BatchLostException {
        return take(() -> {
            Map<PaymentKey, Refusal> refused = RefusalRows.find(writer, keys, rememberedSince);
            Set<PaymentKey> cancelled = CancellationRows.find(writer, keys, rememberedSince);
            Map<PaymentKey, Commitment> committed = TransferRows.find(writer, keys);
            Map<PaymentKey, KnownPayment> known = new HashMap<>();
            refused.forEach((key, refusal) -> known.put(key, new KnownPayment(null, refusal, cancelled.contains(key))));
            cancelled.forEach(key -> known.putIfAbsent(key, new KnownPayment(null, null, true)));
            committed.forEach((key, commitment) -> known.put(key, new KnownPayment(commitment, null, false)));
            return known;
        });
    }

    @Override
    public int cancellations(long payer, long rememberedSince) throws StoreBusyException, BatchLostException {
        return take(() -> cancellations.count(payer, rememberedSince));
    }

    @Override
    public Optional<Account> account(AccountName name) throws StoreBusyException, BatchLostException {
        return take(() -> accounts.byName(name));
    }

    @Override
    public boolean hasAccount(String keyHash) throws StoreBusyException, BatchLostException {
        return take(() -> accounts.byKeyHash(keyHash).isPresent());
    }

    @Override
    public long nextAccountNumber() throws StoreBusyException, BatchLostException {
        return take(accounts::nextNumber);
    }

    @Override
    public ShopRecords shops() {
        return new JdbcShopRecords(writer, this::failed);
    }

    @Override
    public Map<DayKey, SettledDay> settledDays(Set<DayKey> keys) throws StoreBusyException, BatchLostException {
        return take(() -> SettlementRows.find(writer, keys));
    }

    @Override
    public void write(BatchChanges changes) throws StoreBusyException, BatchLostException {
        newHead = take(() -> {
            AccountRows.insert(writer, changes.opened(), changes.decidedAt());
            TransferRows.insert(writer, changes.transfers());
            HistoryRows.mark(writer, changes.marks());
            AccountRows.move(writer, changes.positions());
            RefusalRows.replace(writer, changes.replacedRefusals());
            RefusalRows.remember(writer, changes);
            CancellationRows.remember(writer, changes);
            if (!changes.shops().isEmpty()) {
                ShopRows.write(writer, changes.shops());
                QuoteRows.write(writer, changes.shops(), changes.decidedAt());
                SaleRows.insert(writer, changes.shops().sales());
            }
            SettlementRows.insert(writer, changes.settledDays());
            return changes.head();
        });
    }

    @Override
    public void commit() throws StoreBusyException, BatchLostException {
        over = true;
        writer.commit(newHead);
    }

    private <T> T take(Step<T> step) throws StoreBusyException, BatchLostException {
        try {
            return step.take();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private StoreBusyException failed(SQLException failure) throws BatchLostException {
        over = true;
        return writer.failed(failure);
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            writer.rollBack();
        }
    }
}
