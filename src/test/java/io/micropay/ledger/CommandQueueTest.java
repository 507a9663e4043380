package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How commands become a batch: what has gathered by the end of a rest, which ends early when more would not fit or
/// will not come.
@Timeout(60)
class CommandQueueTest {

    private static final long LONG_REST = Duration.ofDays(1).toNanos();

    private final CommandQueue queue = new CommandQueue(10, 2);
    private final Account asker =
            new Account(1, AccountName.parse("Joanne").orElseThrow(), new byte[0], "", Position.OPENING);

    private Pending<?> offer() {
        Pending<?> command = new PendingStatus(asker, asker, PaymentId.next());
        assertThat(queue.offer(command)).isTrue();
        return command;
    }

    /// What is taken by somebody who rests now.
    private FutureTask<List<Pending<?>>> takeAfterLongRest() {
        FutureTask<List<Pending<?>>> taken = new FutureTask<>(() -> queue.take(LONG_REST));
        Thread thread = Thread.ofPlatform().start(taken);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return taken;
    }

    @Test
    void takesAtOnceWithoutRest() {
        Pending<?> first = offer();
        assertThat(queue.take(0)).containsExactly(first);
    }

    @Test
    void takesWhatHasGathered() {
        Pending<?> first = offer();
        assertThat(queue.take(1)).containsExactly(first);
    }

    @Test
    void fullBatchEndsRest() throws Exception {
        Pending<?> first = offer();
        FutureTask<List<Pending<?>>> taken = takeAfterLongRest();
        Pending<?> second = offer();
        offer();
        assertThat(taken.get()).containsExactly(first, second);
    }

    @Test
    void closingEndsRest() throws Exception {
        Pending<?> first = offer();
        FutureTask<List<Pending<?>>> taken = takeAfterLongRest();
        queue.close();
        assertThat(taken.get()).containsExactly(first);
    }
}
