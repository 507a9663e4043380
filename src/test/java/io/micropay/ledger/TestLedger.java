package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A ledger under test: its clock, and short ways to say what happens to it.
public final class TestLedger implements AutoCloseable {

    private final Supplier<LedgerStore> stores;
    private final TestClock clock = new TestClock();
    private final CompletableFuture<Throwable> stop = new CompletableFuture<>();
    private LedgerLimits limits = LedgerLimits.standard(amount("10000"));
    private Ledger ledger;

    /// @param stores opens the same store again and again
    public TestLedger(Supplier<LedgerStore> stores) {
        this.stores = stores;
        this.ledger = start();
    }

    private Ledger start() {
        return new Ledger(stores.get(), limits, clock, stop::complete);
    }

    public Ledger ledger() {
        return ledger;
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
        ledger = start();
    }

    public void restart(LedgerLimits newLimits) {
        limits = newLimits;
        restart();
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

    public PaymentOrder order(Account payer, String amount, Account payee) {
        return order(payer, amount, payee, PaymentId.next());
    }

    public PaymentOrder order(Account payer, String amount, Account payee, PaymentId id) {
        Timestamp expires = timestamp(clock.millis() + Duration.ofMinutes(10).toMillis());
        return new PaymentOrder(payer.name(), amount(amount), payee.name(), id, expires, Memo.EMPTY);
    }

    public Transfer transfer(Account payer, String amount, Account payee) {
        return transfer(payer, payee, order(payer, amount, payee));
    }

    public Transfer transfer(Account payer, Account payee, PaymentOrder order) {
        return new Transfer(payer, payee, order, signature("payer"), signature("payee"));
    }

    /// Commits a transfer that must go through.
    public PostedTransfer pay(Account payer, String amount, Account payee) {
        return posted(ledger.commit(transfer(payer, amount, payee)));
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
