package io.micropay.ledger;

import io.micropay.ledger.KnownPayment.Refusal;
import io.micropay.money.AccountName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All that one batch changes, in the order it was decided.
public final class BatchChanges {

    /// Every so many transfers of an account, one is marked: history that begins in the middle starts at a mark.
    public static final int TRANSFERS_PER_MARK = 64;

    private final LedgerStore.Batch stored;
    private final long decidedAt;
    private final long rememberedSince;
    private final int rememberedMax;
    private final List<Account> opened = new ArrayList<>();
    private final List<TransferEntry> transfers = new ArrayList<>();
    private final Map<Account, Position> positions = new LinkedHashMap<>();
    private final List<HistoryMark> marks = new ArrayList<>();
    private final Map<PaymentKey, Refusal> refusals = new LinkedHashMap<>();
    private final Set<PaymentKey> replacedRefusals = new LinkedHashSet<>();
    private final Set<PaymentKey> cancellations = new LinkedHashSet<>();
    private final ShopChanges shops = new ShopChanges();
    private final Map<DayKey, SettledDay> settledDays = new LinkedHashMap<>();
    private ChainHead head;

    BatchChanges(LedgerStore.Batch stored, long decidedAt, long rememberedSince, int rememberedMax) {
        this.stored = stored;
        this.head = stored.head();
        this.decidedAt = decidedAt;
        this.rememberedSince = rememberedSince;
        this.rememberedMax = rememberedMax;
    }

    /// One of an account's transfers that its history can be entered at.
    public record HistoryMark(long account, long seq) {}

    void open(Account account) {
        opened.add(account);
        mark(account.number(), account.position());
    }

    /// Adds an entry that has just become the head.
    void post(TransferEntry entry, ChainHead newHead) {
        transfers.add(entry);
        head = newHead;
    }

    /// Where an account stands within the batch.
    Position position(Account account) {
        Position moved = positions.get(account);
        return moved != null ? moved : stored.position(account);
    }

    void move(Account account, Position position) {
        positions.put(account, position);
    }

    /// Moves an account that took part in the newest transfer.
    void moveAndMark(Account account, Position position) {
        move(account, position);
        mark(account.number(), position);
    }

    private void mark(long account, Position position) {
        if (position.transfers() > 0 && position.transfers() % TRANSFERS_PER_MARK == 0) {
            marks.add(new HistoryMark(account, position.newestSeq()));
        }
    }

    void refuse(PaymentKey key, Refusal refusal) {
        refusals.put(key, refusal);
    }

    /// A commit replaces what was refused before.
    void replaceRefusal(PaymentKey key) {
        refusals.remove(key);
        replacedRefusals.add(key);
    }

    void cancel(PaymentKey key) {
        cancellations.add(key);
    }

    /// How many payments of `payer` this batch cancels.
    long cancellations(Account payer) {
        return cancellations.stream()
                .filter(key -> key.payer() == payer.number())
                .count();
    }

    /// Whether this batch opens an account of that name.
    boolean opens(AccountName name) {
        return opened.stream().anyMatch(account -> account.name().equals(name));
    }

    /// Whether this batch opens an account for that key.
    boolean opens(String keyHash) {
        return opened.stream().anyMatch(account -> account.keyHash().equals(keyHash));
    }

    /// A day that was not settled before.
    void settle(DayKey key, SettledDay day) {
        settledDays.put(key, day);
    }

    boolean isEmpty() {
        return opened.isEmpty()
                && transfers.isEmpty()
                && refusals.isEmpty()
                && cancellations.isEmpty()
                && shops.isEmpty()
                && settledDays.isEmpty();
    }

    /// What it changes in shops.
    public ShopChanges shops() {
        return shops;
    }

    /// Days that are settled from now on.
    public Map<DayKey, SettledDay> settledDays() {
        return Collections.unmodifiableMap(settledDays);
    }

    /// When the batch was decided, which is when its transfers are committed; milliseconds since 1970.
    public long decidedAt() {
        return decidedAt;
    }

    /// Refusals and cancellations from this moment or before are forgotten.
    public long rememberedSince() {
        return rememberedSince;
    }

    /// How many refusals are remembered for an account.
    public int rememberedMax() {
        return rememberedMax;
    }

    /// The end of the chain with this batch.
    public ChainHead head() {
        return head;
    }

    /// New accounts, at the position that this batch leaves them at.
    public List<Account> opened() {
        return Collections.unmodifiableList(opened);
    }

    public List<TransferEntry> transfers() {
        return Collections.unmodifiableList(transfers);
    }

    /// The new positions of accounts that were there before.
    public Map<Account, Position> positions() {
        return Collections.unmodifiableMap(positions);
    }

    public List<HistoryMark> marks() {
        return Collections.unmodifiableList(marks);
    }

    /// Refusals to remember, each in place of an earlier one of the same payment.
    public Map<PaymentKey, Refusal> refusals() {
        return Collections.unmodifiableMap(refusals);
    }

    /// Refusals to forget, because the payment is committed now.
    public Set<PaymentKey> replacedRefusals() {
        return Collections.unmodifiableSet(replacedRefusals);
    }

    public Set<PaymentKey> cancellations() {
        return Collections.unmodifiableSet(cancellations);
    }
}
