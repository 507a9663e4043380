package io.micropay.ledger;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.PaymentId;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The double-entry book. The sum over all accounts is zero at all times, and no account but the treasury's falls
/// below zero.
///
/// Whatever changes the ledger, and every question whose answer must not be overtaken, goes through one writer and
/// is answered when it is durable. All methods block, and are made to be called by virtual threads.
public final class Ledger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /// How far behind what the ledger had reached the clock may be without a warning.
    private static final long CLOCK_BEHIND_MILLIS = 1_000;

    private final LedgerStore store;
    private final LedgerClock clock;
    private final AccountBook book = new AccountBook();
    private final ReaderGroup readers;
    private final LedgerWriter writer;
    private final Shops shops;
    private final Days days;
    private volatile BooleanSupplier clockWrong = () -> false;

    /// Starts the ledger on an open store, which it will close.
    ///
    /// @param clock the wall clock
    /// @param failStop told when the ledger has stopped because it cannot say what is durable: the process
    ///     must end, and recover at its next start
    public Ledger(LedgerStore store, LedgerLimits limits, Clock clock, Consumer<Throwable> failStop) {
        this.store = store;
        this.clock = clock(clock, store);
        this.readers = new ReaderGroup(store);
        Account treasury = book.keep(readers.read(LedgerStore.Reader::treasury));
        this.writer = new LedgerWriter(store, limits, this.clock, book, treasury, failStop);
        this.shops = new Shops(this, readers);
        this.days = new Days(this, readers);
        Thread.ofPlatform().name("ledger-writer").start(writer);
    }

    /// From now on nothing is decided while `wrong` says that the wall clock is wrong. Of a store that servers share,
    /// the clock is its own, and this process's decides nothing.
    public void distrustClockWhile(BooleanSupplier wrong) {
        if (!store.isShared()) {
            clockWrong = wrong;
        }
    }

    /// Has the writer decide. Whatever it does hangs on the clock: an order expires, a transfer is dated, a
    /// cancellation and a refusal are remembered for a day.
    <O> O ask(Pending<O> command) {
        if (clockWrong.getAsBoolean()) {
            throw new ClockWrongException();
        }
        return writer.ask(command);
    }

    private static LedgerClock clock(Clock wall, LedgerStore store) {
        long reached = store.openingTime();
        long behindMillis = reached - wall.millis();
        if (!store.isShared() && behindMillis > CLOCK_BEHIND_MILLIS) {
            LOG.warn(
                    "the clock is {} s behind the ledger's: until it has caught up, the ledger's time stands still",
                    behindMillis / 1_000);
        }
        return new LedgerClock(wall, reached);
    }

    public Optional<Account> account(AccountName name) {
        Optional<Account> kept = book.account(name);
        return kept.isPresent()
                ? kept
                : readers.read(reader -> reader.account(name)).map(book::keep);
    }

    /// The account of a key.
    ///
    /// @param keyHash lower-case hex SHA-256 of the key's DER SubjectPublicKeyInfo
    public Optional<Account> accountOfKey(String keyHash) {
        Optional<Account> kept = book.accountOfKey(keyHash);
        return kept.isPresent()
                ? kept
                : readers.read(reader -> reader.accountOfKey(keyHash)).map(book::keep);
    }

    /// What an account has, posted and durable.
    ///
    /// @throws LedgerBusyException a shared store cannot be asked now
    public Amount balance(Account account) {
        return new Amount(
                store.isShared()
                        ? readers.read(reader -> reader.balanceMicros(account.number()))
                        : account.position().balanceMicros());
    }

    /// Opens an account, with its opening deposit. That the name is not reserved is for the caller to see to.
    ///
    /// @param publicKey DER SubjectPublicKeyInfo
    /// @param keyHash its lower-case hex SHA-256
    /// @throws ClockWrongException while the clock is wrong
    public Registration register(AccountName name, byte[] publicKey, String keyHash, Amount deposit) {
        if (!HexFormat.of().formatHex(Chain.sha256().digest(publicKey)).equals(keyHash)) {
            throw new IllegalArgumentException("not the hash of the key: " + keyHash);
        }
        Registration registration = ask(new PendingRegistration(name, publicKey, keyHash, deposit));
        return registration instanceof Registration.Registered registered
                ? new Registration.Registered(book.keep(registered.account()))
                : registration;
    }

    /// The committed payment `id` of `payer`, without asking the writer. Only a positive answer counts: one that is
    /// just being committed is not seen yet. Of a shared store none is, since what is on one of its disks may still
    /// have to reach others.
    public Optional<PostedTransfer> find(Account payer, PaymentId id) {
        if (store.isShared() || !payer.position().mayHavePaid(id)) {
            return Optional.empty();
        }
        try {
            return readers.read(reader -> reader.transfer(payer.number(), id));
        } catch (LedgerBusyException unknown) {
            return Optional.empty();
        }
    }

    /// Posts a transfer, unless a rule of the ledger forbids it. The signatures have been verified by the caller.
    ///
    /// @throws ClockWrongException while the clock is wrong
    public TransferOutcome commit(Transfer transfer) {
        book.check(transfer.payer());
        book.check(transfer.payee());
        return ask(new PendingTransfer(transfer));
    }

    /// What the ledger knows of a payment, as far as `asker` may see it; behind every transfer already decided.
    ///
    /// @throws ClockWrongException while the clock is wrong
    public PaymentState status(Account asker, Account payer, PaymentId id) {
        book.check(asker);
        book.check(payer);
        return ask(new PendingStatus(asker, payer, id));
    }

    /// Makes sure that a payment is never committed, unless it is already.
    ///
    /// @throws ClockWrongException while the clock is wrong
    public Cancellation cancel(Account payer, PaymentId id) {
        book.check(payer);
        return ask(new PendingCancellation(payer, id));
    }

    /// An account's transfers with a smaller sequence number than `before`, newest first.
    ///
    /// @param before 0 begins at the newest
    /// @param count how many at most
    public List<PostedTransfer> history(Account account, long before, int count) {
        long end = before == 0 ? Long.MAX_VALUE : before;
        return readers.read(reader -> reader.history(account.number(), end, count));
    }

    /// What merchants sell, and what is bought of them.
    public Shops shops() {
        return shops;
    }

    /// What was paid to merchants on single days, and which of those are settled.
    public Days days() {
        return days;
    }

    /// The clock of `committed at`, in milliseconds since 1970; it never decreases. Only while the wall clock is wrong,
    /// its time is told and not kept: all that is dated afterwards would have the wrong date.
    ///
    /// @throws LedgerBusyException a shared store cannot be asked now
    public long now() {
        if (clockWrong.getAsBoolean()) {
            return clock.glance();
        }
        return clock.now(store.isShared() ? readers.read(LedgerStore.Reader::time) : OptionalLong.empty());
    }

    /// What has stopped the ledger, if it has failed.
    public Optional<Throwable> failure() {
        return writer.failure();
    }

    /// Takes no more commands, answers those that wait, and closes the store. Called after a failure it leaves the
    /// store alone, since closing would sync again what could not be synced.
    @Override
    public void close() {
        writer.finish();
        if (writer.awaitEnd()) {
            readers.close();
            store.close();
        }
    }
}
