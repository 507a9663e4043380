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

/// How commands become a batch: what has gathered by the end of a rest, which ends early when enough have come or no
/// more will.
@Timeout(60)
class CommandQueueTest {

    private static final long LONG_REST = Duration.ofDays(1).toNanos();

    private final CommandQueue queue = new CommandQueue(10, 2);
    private final Account asker =
            new Account(1, AccountName.parse("Joanne").orElseThrow(), new byte[0], "", Position.OPENING);

    private Pending<?> offer() {
        return offer(queue);
    }

    private Pending<?> offer(CommandQueue to) {
        Pending<?> command = new PendingStatus(asker, asker, PaymentId.next());
        assertThat(to.offer(command)).isTrue();
        return command;
    }

    private void offer(CommandQueue to, int count) {
        for (int i = 0; i < count; i++) {
            offer(to);
        }
    }

    private FutureTask<List<Pending<?>>> takeAfterLongRest() {
        return takeAfterLongRest(queue);
    }

    /// What is taken by somebody who rests now.
    private static FutureTask<List<Pending<?>>> takeAfterLongRest(CommandQueue queue) {
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

    /// A batch may hold more, but a rest for more would only keep these waiting.
    @Test
    void enoughCommandsEndRest() throws Exception {
        CommandQueue large = new CommandQueue(1_000, 500);
        offer(large, 95);
        FutureTask<List<Pending<?>>> taken = takeAfterLongRest(large);
        offer(large);
        assertThat(taken.get()).hasSize(96);
    }

    @Test
    void moreThanEnoughAreTakenTogether() {
        CommandQueue large = new CommandQueue(1_000, 500);
        offer(large, 200);
        assertThat(large.take(LONG_REST)).hasSize(200);
    }

    @Test
    void closingEndsRest() throws Exception {
        Pending<?> first = offer();
        FutureTask<List<Pending<?>>> taken = takeAfterLongRest();
        queue.close();
        assertThat(taken.get()).containsExactly(first);
    }
}
