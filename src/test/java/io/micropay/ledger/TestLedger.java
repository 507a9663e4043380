package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// A ledger under test: its clock, and short ways to say what happens to it.
public final class TestLedger implements AutoCloseable {

    /// Long enough for the busiest machine.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Supplier<LedgerStore> stores;
    private final TestClock clock = new TestClock();
    private final CompletableFuture<Throwable> stop = new CompletableFuture<>();
    private LedgerLimits limits;
    private GatedStore store;
    private Ledger ledger;

    /// @param stores opens the same store again and again
    public TestLedger(Supplier<LedgerStore> stores) {
        this(stores, LedgerLimits.standard(amount("10000")));
    }

    public TestLedger(Supplier<LedgerStore> stores, LedgerLimits limits) {
        this.stores = stores;
        this.limits = limits;
        this.store = openStore();
        this.ledger = new Ledger(store, limits, clock, stop::complete);
    }

    /// A shared store has a clock of its own, which the test's takes the place of.
    private GatedStore openStore() {
        LedgerStore opened = stores.get();
        return new GatedStore(opened.isShared() ? new ClockedStore(opened, clock) : opened);
    }

    public Ledger ledger() {
        return ledger;
    }

    /// Whether other servers share the store, and its clock.
    public boolean isShared() {
        return store.isShared();
    }

    public TestClock clock() {
        return clock;
    }

    /// What stopped the ledger.
    public CompletableFuture<Throwable> stop() {
        return stop;
    }

    /// Closes the ledger, and opens it again from what it left behind.
    public void restart() {
        ledger.close();
        store = openStore();
        ledger = new Ledger(store, limits, clock, stop::complete);
    }

    public void restart(LedgerLimits newLimits) {
        limits = newLimits;
        restart();
    }

    /// Holds the writer before its next batch.
    public void holdWriter() {
        store.shut();
    }

    public void awaitHeldWriter() {
        store.awaitWriter();
    }

    public void releaseWriter() {
        store.open();
    }

    /// Runs commands so that the writer decides them together, in this order.
    public <T> List<T> inOneBatch(List<Supplier<T>> commands) {
        holdWriter();
        Account treasury = ledger.account(AccountName.TREASURY).orElseThrow();
        FutureTask<PaymentState> first = started(() -> ledger.status(treasury, treasury, PaymentId.next()));
        awaitHeldWriter();
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (Supplier<T> command : commands) {
            tasks.add(started(command));
        }
        releaseWriter();
        assertThat(finished(first)).isEqualTo(new PaymentState.NeverSeen());
        return tasks.stream().map(TestLedger::finished).toList();
    }

    private static <T> T finished(FutureTask<T> task) {
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(task::isDone);
        return task.resultNow();
    }

    /// Starts a command in a thread of its own, and returns once it waits for the writer.
    public static <T> FutureTask<T> started(Supplier<T> command) {
        FutureTask<T> task = new FutureTask<>(command::get);
        Thread thread = Thread.ofVirtual().start(task);
        await().pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(() -> thread.getState() == Thread.State.WAITING);
        return task;
    }

    public Account open(String name, String deposit) {
        Registration registration = register(name, "key of " + name, deposit);
        assertThat(registration).isInstanceOf(Registration.Registered.class);
        return ((Registration.Registered) registration).account();
    }

    public Registration register(String name, String key, String deposit) {
        byte[] publicKey = key.getBytes(StandardCharsets.UTF_8);
        return ledger.register(name(name), publicKey, keyHash(key), amount(deposit));
    }

    /// The account as the ledger that runs now knows it.
    public Account account(String name) {
        return ledger.account(name(name)).orElseThrow();
    }

    public String balance(Account account) {
        return ledger.balance(account).toString();
    }

    /// An order that expires in ten minutes.
    public PaymentOrder order(Account payer, String amount, Account payee) {
        return order(payer, amount, payee, PaymentId.next());
    }

    public PaymentOrder order(Account payer, String amount, Account payee, PaymentId id) {
        return order(payer, amount, payee, id, Duration.ofMinutes(10));
    }

    public PaymentOrder order(Account payer, String amount, Account payee, PaymentId id, Duration expiry) {
        Timestamp expires = timestamp(clock.millis() + expiry.toMillis());
        return new PaymentOrder(payer.name(), amount(amount), payee.name(), id, expires, Memo.EMPTY);
    }

    public Transfer transfer(Account payer, String amount, Account payee) {
        return transfer(payer, payee, order(payer, amount, payee));
    }

    public Transfer transfer(Account payer, Account payee, PaymentOrder order) {
        return new Transfer(payer, payee, order, signature("payer"), signature("payee"));
    }

    public TransferOutcome commit(Account payer, Account payee, PaymentOrder order) {
        return ledger.commit(transfer(payer, payee, order));
    }

    /// Commits a transfer that must go through.
    public PostedTransfer pay(Account payer, String amount, Account payee) {
        return posted(ledger.commit(transfer(payer, amount, payee)));
    }

    /// Commits a transfer that must be refused, and returns its id.
    public PaymentId refuse(Account payer, String amount, Account payee, Rejection reason) {
        PaymentOrder order = order(payer, amount, payee);
        assertThat(commit(payer, payee, order)).isEqualTo(new TransferOutcome.Rejected(reason));
        return order.id();
    }

    /// Whoever asks for a payment is told of it; by a reader alone, where that is as good.
    public void assertOnRecord(Account payer, PaymentId id, PostedTransfer posted) {
        assertThat(ledger.status(payer, payer, id)).isEqualTo(new PaymentState.Committed(posted));
        assertThat(ledger.find(payer, id)).isEqualTo(store.isShared() ? Optional.empty() : Optional.of(posted));
    }

    public static PostedTransfer posted(TransferOutcome outcome) {
        assertThat(outcome).isInstanceOf(TransferOutcome.Posted.class);
        return ((TransferOutcome.Posted) outcome).transfer();
    }

    public static Amount amount(String text) {
        return Amount.parse(text).orElseThrow();
    }

    public static AccountName name(String text) {
        return AccountName.parse(text).orElseThrow();
    }

    public static Timestamp timestamp(long epochMillis) {
        return Timestamp.ofEpochMillis(epochMillis);
    }

    public static String keyHash(String key) {
        return HexFormat.of().formatHex(Chain.sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    public static Base64Url signature(String signer) {
        return Base64Url.of(("signature of the " + signer).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
