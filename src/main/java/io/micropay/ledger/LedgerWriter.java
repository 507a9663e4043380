package io.micropay.ledger;

import io.micropay.jfr.LedgerBatchEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The single writer: takes the waiting commands as one batch, decides them in order, makes the batch durable, and
/// only then moves the accounts in memory and answers.
///
/// A batch that the store could not take is answered busy, and the next is tried. One that was lost on its way is
/// decided again. Anything else that goes wrong stops the ledger for good, since nobody can say what is durable then: a
/// failed sync is never tried again.
final class LedgerWriter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    /// How often a batch is decided that was lost and is not in doubt, before its callers are told busy.
    private static final int ATTEMPTS_MAX = 5;

    /// The pause before the second attempt is twice this, and doubles from one to the next so many times.
    private static final long PAUSE_MILLIS_MIN = 10;

    private static final int PAUSE_DOUBLINGS_MAX = 5;

    /// After a batch of so many commands the writer rests as long as the batch took, after others in proportion.
    private static final int REST_COMMANDS = 8;

    /// A batch of so many and any more give the same rest: twice the time it took.
    private static final int REST_COMMANDS_MAX = 16;

    /// A rest ends at the latest so long after the batch began, unless a crowd comes.
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    /// Where more commands than this come in a period, which is more than 9,300 in a second, it is longer, up to
    /// twice as long: there are half as many commits then.
    private static final int CROWD = 28;

    private final LedgerStore store;
    private final LedgerLimits limits;
    private final LedgerClock clock;
    private final AccountBook book;
    private final Account treasury;
    private final Consumer<Throwable> failStop;
    private final CommandQueue queue;
    private final Chain chain = new Chain();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private boolean busy;
    private volatile @Nullable LedgerException failure;

    LedgerWriter(
            LedgerStore store,
            LedgerLimits limits,
            LedgerClock clock,
            AccountBook book,
            Account treasury,
            Consumer<Throwable> failStop) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        this.book = book;
        this.treasury = treasury;
        this.failStop = failStop;
        this.queue = new CommandQueue(limits.waitingMax(), limits.batchMax());
    }

    /// Hands a command to the writer and waits for its outcome.
    <O> O ask(Pending<O> command) {
        if (queue.offer(command)) {
            return command.await();
        }
        LedgerException stopped = failure;
        if (stopped != null) {
            throw new LedgerException("the ledger has stopped", stopped);
        }
        return command.busy();
    }

    /// Takes no more commands; the writer ends when those that wait are answered.
    void finish() {
        queue.close();
    }

    /// Waits until the writer has ended, which it does after [#finish] or a failure.
    ///
    /// @return whether it ended well
    boolean awaitEnd() {
        return ended.join();
    }

    /// What the writer has failed with, if it has.
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure).map(Throwable::getCause);
    }

    @Override
    public void run() {
        List<Pending<?>> batch = List.of();
        try {
            batch = queue.take(0);
            long last = System.nanoTime();
            while (!batch.isEmpty()) {
                long start = System.nanoTime();
                process(batch);
                store.maintain();
                batch = queue.take(rest(batch.size(), start - last, System.nanoTime() - start));
                last = start;
            }
        } catch (Throwable unknownOutcome) {
            fail(batch, unknownOutcome);
            return;
        }
        ended.complete(true);
    }

    /// For how long the next batch may gather: the more share a commit, the less it costs each of them. Whoever asks
    /// alone must not wait for others.
    ///
    /// @param commands in the batch before
    /// @param gatheredNanos since the batch before that one began
    /// @param tookNanos what that batch took
    static long rest(int commands, long gatheredNanos, long tookNanos) {
        if (commands == 1) {
            return 0;
        }
        long rest = tookNanos * Math.min(commands, REST_COMMANDS_MAX) / REST_COMMANDS;
        // Not by the batch alone: it is large after a stall, too, and those behind it are not to wait for that. Half as
        // many again as make a crowd have the longest period.
        long inPeriod = commands * PERIOD_NANOS / Math.max(1, gatheredNanos);
        long period = PERIOD_NANOS * Math.clamp(2 * inPeriod - CROWD, CROWD, 2 * CROWD) / CROWD;
        return Math.clamp(period - tookNanos, 0, rest);
    }

    private void process(List<Pending<?>> batch) {
        LedgerBatchEvent event = new LedgerBatchEvent();
        event.begin();
        try {
            publish(settle(batch, event));
        } catch (StoreBusyException rolledBack) {
            noteBusy(rolledBack);
            batch.forEach(Pending::releaseBusy);
            return;
        }
        batch.forEach(Pending::release);
        event.commands = batch.size();
        event.commit();
    }

    /// Decides a batch and makes it durable, again when it was lost on its way. One that may be durable already is
    /// decided until the store answers, however long that takes: nobody is told anything before. Once the ledger is
    /// told to stop, a batch gets one more attempt.
    private BatchChanges settle(List<Pending<?>> batch, LedgerBatchEvent event) throws StoreBusyException {
        boolean inDoubt = false;
        boolean last = false;
        for (int attempt = 1; ; attempt++) {
            try {
                return decideAndCommit(batch, inDoubt, event);
            } catch (BatchLostException lost) {
                inDoubt |= lost.isInDoubt();
                noteLost(lost, attempt);
                if (!inDoubt && (last || attempt == ATTEMPTS_MAX)) {
                    throw new StoreBusyException(String.valueOf(lost.getMessage()), lost);
                }
            } catch (StoreBusyException rolledBack) {
                if (!inDoubt) {
                    throw rolledBack;
                }
            }
            if (last) {
                throw new LedgerException("told to stop while the outcome of a batch is unknown");
            }
            last = queue.awaitClosed(PAUSE_MILLIS_MIN << Math.min(attempt, PAUSE_DOUBLINGS_MAX));
        }
    }

    /// Tells of the attempts 1, 2, 4, 8 and so on: a database may be gone for long.
    private static void noteLost(BatchLostException lost, int attempt) {
        if (Integer.bitCount(attempt) == 1) {
            LOG.warn("a batch is decided again: {}", lost.getMessage());
        }
    }

    private BatchChanges decideAndCommit(List<Pending<?>> batch, boolean isAgain, LedgerBatchEvent event)
            throws StoreBusyException, BatchLostException {
        long start = System.nanoTime();
        try (LedgerStore.Batch stored = store.begin(accounts(batch))) {
            long now = Math.max(clock.now(stored.time()), stored.head().committedAt());
            long rememberedSince = now - limits.remembered().toMillis();
            BatchChanges changes = new BatchChanges(stored, now, rememberedSince, limits.rememberedMax());
            BatchDecision decision = new BatchDecision(stored, changes, limits, treasury, chain, isAgain);
            decision.decide(batch);
            if (!changes.isEmpty()) {
                stored.write(changes);
            }
            // What is found on record may have reached one disk, and no replica yet: a commit waits for them.
            boolean unconfirmed = store.isShared() && decision.hasFoundOnRecord();
            if (!changes.isEmpty() || isAgain || unconfirmed) {
                long decided = System.nanoTime();
                stored.commit();
                event.transfers = changes.transfers().size();
                event.decisionNanos = decided - start;
                event.commitNanos = System.nanoTime() - decided;
                noteRecovery();
            }
            return changes;
        }
    }

    private Set<Account> accounts(List<Pending<?>> batch) {
        Set<Account> accounts = new HashSet<>();
        for (Pending<?> command : batch) {
            accounts.addAll(command.accounts(treasury));
        }
        return accounts;
    }

    /// Lets everybody see the batch, which is durable.
    private void publish(BatchChanges changes) {
        changes.opened().forEach(book::keep);
        changes.positions().forEach(Account::post);
    }

    private void noteBusy(StoreBusyException rolledBack) {
        if (!busy) {
            LOG.warn("nothing can be written now, callers are told so: {}", rolledBack.getMessage());
            busy = true;
        }
    }

    private void noteRecovery() {
        if (busy) {
            LOG.info("writing works again");
            busy = false;
        }
    }

    /// Ends the ledger. Whoever waits learns that nobody knows the outcome; never that a payment went through.
    private void fail(List<Pending<?>> batch, Throwable cause) {
        LedgerException stopped = new LedgerException("the ledger has stopped: " + cause.getMessage(), cause);
        failure = stopped;
        queue.close();
        LOG.error("the ledger stops, and recovers at its next start: {}", cause.getMessage());
        LOG.debug("what stopped the ledger", cause);
        batch.forEach(command -> command.fail(stopped));
        for (List<Pending<?>> rest = queue.take(0); !rest.isEmpty(); rest = queue.take(0)) {
            rest.forEach(command -> command.fail(stopped));
        }
        // Before the process is told to end: whoever closes the ledger then must not wait for this thread.
        ended.complete(false);
        failStop.accept(cause);
    }
}
