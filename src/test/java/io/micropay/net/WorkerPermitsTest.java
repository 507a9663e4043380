package io.micropay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerPermitsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void nClientsAreServedAtOnceAndTheNextOneWaits(int workers) throws Exception {
        var permits = new WorkerPermits(workers, 10);
        List<Place> served = enter(permits, workers);
        assertThat(served).allMatch(Place::assigned);

        Place next = enter(permits);

        assertThat(next.assigned()).isFalse();
        assertThat(next.ahead()).isZero();
        served.getLast().close();
        next.await();
        assertThat(next.assigned()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void clientsAreServedInOrderOfArrivalAndKnowTheirPlace(int workers) throws Exception {
        var permits = new WorkerPermits(workers, 10);
        List<Place> places = enter(permits, workers + 5);
        for (int i = workers; i < places.size(); i++) {
            assertThat(places.get(i).ahead()).isEqualTo(i - workers);
            assertThat(places.get(i).assigned()).isFalse();
        }

        for (int i = 0; i < 5; i++) {
            places.get(i).close();
            places.get(i + workers).await();
            assertThat(places.stream().filter(Place::assigned)).hasSize(workers);
        }
    }

    @Test
    void waiterThatLeavesIsPassedOver() throws Exception {
        var permits = new WorkerPermits(1, 10);
        Place serving = enter(permits);
        Place first = enter(permits);
        Place middle = enter(permits);
        Place last = enter(permits);

        middle.leave();
        assertThatThrownBy(middle::await).isInstanceOf(EOFException.class);
        await().until(() -> permits.waiting() == 2);
        assertThat(enter(permits).ahead()).isEqualTo(2);

        serving.close();
        first.await();
        first.close();
        last.await();
        assertThat(middle.assigned()).isFalse();
    }

    @Test
    void firstWaiterThatLeavesHoldsUpNobody() throws Exception {
        var permits = new WorkerPermits(1, 10);
        Place serving = enter(permits);
        Place first = enter(permits);
        Place second = enter(permits);

        first.close();
        serving.close();

        second.await();
        assertThat(first.assigned()).isFalse();
    }

    @Test
    void waiterThatLeavesTooLateKeepsItsWorkerUntilItGivesItBack() throws Exception {
        var permits = new WorkerPermits(1, 10);
        Place serving = enter(permits);
        serving.leave();
        assertThat(serving.assigned()).isTrue();
        Place next = enter(permits);
        assertThat(next.assigned()).isFalse();

        serving.close();
        next.await();
    }

    @Test
    void waiterBeyondTheLimitIsTurnedAway() throws Exception {
        var permits = new WorkerPermits(1, 2);
        enter(permits);
        Place first = enter(permits);
        enter(permits);
        assertThat(permits.enter()).isEmpty();

        first.close();
        await().until(() -> permits.waiting() == 1);
        assertThat(permits.enter()).isPresent();
    }

    @Test
    void withoutAQueueTheNextClientIsTurnedAway() throws Exception {
        var permits = new WorkerPermits(1, 0);
        Place serving = enter(permits);
        assertThat(permits.enter()).isEmpty();

        serving.close();
        assertThat(permits.enter()).isPresent();
    }

    @Test
    void workerGivenBackTwiceIsOneWorker() throws Exception {
        var permits = new WorkerPermits(1, 0);
        Place serving = enter(permits);
        serving.close();
        serving.close();

        assertThat(permits.enter()).isPresent();
        assertThat(permits.enter()).isEmpty();
    }

    @Test
    void waiterThatIsInterruptedKeepsItsPlace() throws Exception {
        var permits = new WorkerPermits(1, 1);
        Place serving = enter(permits);
        Place waiting = enter(permits);
        Thread.currentThread().interrupt();
        assertThatThrownBy(waiting::await).isInstanceOf(InterruptedException.class);
        assertThat(permits.waiting()).isEqualTo(1);

        serving.close();
        waiting.await();
    }

    @Test
    void waitingCostsNoWork() throws Exception {
        var permits = new WorkerPermits(1, 1000);
        Place serving = enter(permits);
        List<Place> waiting = enter(permits, 200);

        // The compiler and the collector may still be at work for other tests; who spins never comes to rest.
        await().atMost(Duration.ofSeconds(30)).until(() -> cpuNanosOver(300) < TimeUnit.MILLISECONDS.toNanos(60));

        waiting.forEach(Place::close);
        serving.close();
    }

    @Test
    void nobodyOvertakesThoseWhoWait() throws Exception {
        var permits = new WorkerPermits(1, 100);
        var door = new ReentrantLock();
        var arrivals = new AtomicInteger();
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());

        inParallel(8, client -> {
            for (int round = 0; round < 500; round++) {
                Arrival arrival;
                door.lock();
                try {
                    arrival = new Arrival(arrivals.getAndIncrement(), enter(permits));
                } finally {
                    door.unlock();
                }
                arrival.place().await();
                served.add(arrival.number());
                arrival.place().close();
            }
        });

        assertThat(served).hasSize(8 * 500).isSorted();
    }

    @Test
    void noWorkerIsLostOrDoubledWhateverClientsDo() throws Exception {
        int workers = 3;
        var permits = new WorkerPermits(workers, 8);
        var serving = new AtomicInteger();
        var most = new AtomicInteger();

        inParallel(24, client -> {
            var random = new Random(client);
            for (int round = 0; round < 500; round++) {
                visit(permits, random, serving, most);
            }
        });

        assertThat(most.get()).isLessThanOrEqualTo(workers);
        await().until(() -> permits.waiting() == 0);
        assertThat(enter(permits, workers)).allMatch(Place::assigned);
        assertThat(enter(permits).assigned()).isFalse();
    }

    private record Arrival(int number, Place place) {}

    private interface Visits {
        void of(int client) throws Exception;
    }

    private static void inParallel(int clients, Visits visits) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                done.add(threads.submit(() -> {
                    visits.of(client);
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
    }

    /// Comes, and waits or leaves at once, as chance will have it.
    private static void visit(WorkerPermits permits, Random random, AtomicInteger serving, AtomicInteger most)
            throws Exception {
        Optional<Place> entered = permits.enter();
        if (entered.isEmpty()) {
            return;
        }
        try (Place place = entered.get()) {
            if (random.nextInt(3) == 0) {
                return;
            }
            place.await();
            most.accumulateAndGet(serving.incrementAndGet(), Math::max);
            if (random.nextBoolean()) {
                Thread.onSpinWait();
            }
            serving.decrementAndGet();
        }
    }

    private static long cpuNanosOver(long millis) {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        await().pollDelay(millis, TimeUnit.MILLISECONDS).until(() -> true);
        return system.getProcessCpuTime() - before;
    }

    private static Place enter(WorkerPermits permits) throws Exception {
        return permits.enter().orElseThrow();
    }

    private static List<Place> enter(WorkerPermits permits, int clients) throws Exception {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            places.add(enter(permits));
        }
        return places;
    }
}
