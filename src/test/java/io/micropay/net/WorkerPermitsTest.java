package io.micropay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerPermitsTest {

    /// What the clients were told, in order.
    private final List<String> told = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void nClientsAreServedAtOnceAndTheNextOneWaits(int workers) throws Exception {
        var permits = new WorkerPermits(workers, 10);
        List<Place> served = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            served.add(enter(permits, "client"));
        }
        assertThat(served).allMatch(Place::assigned);
        told.clear();

        Place next = enter(permits, "next");

        assertThat(next.assigned()).isFalse();
        assertThat(next.ahead()).isZero();
        assertThat(told).containsExactly("next waits behind 0");
        served.getFirst().close();
        next.await();
        assertThat(next.assigned()).isTrue();
        assertThat(told).containsExactly("next waits behind 0", "next assigned");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void clientsAreServedInOrderOfArrivalAndToldTheirPlace(int workers) throws Exception {
        var permits = new WorkerPermits(workers, 10);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < workers + 5; i++) {
            places.add(enter(permits, "client " + i));
        }
        for (int i = workers; i < places.size(); i++) {
            assertThat(places.get(i).ahead()).isEqualTo(i - workers);
            assertThat(places.get(i).assigned()).isFalse();
        }

        for (int i = 0; i < 5; i++) {
            places.get(i).close();
            places.get(i + workers).await();
            assertThat(places.stream().filter(Place::assigned)).hasSize(i + workers + 1);
        }
    }

    @Test
    void clientThatFindsAFreeWorkerIsNotToldToWait() throws Exception {
        enter(new WorkerPermits(1, 0), "client");

        assertThat(told).containsExactly("client assigned");
    }

    @Test
    void waiterThatLeavesIsPassedOver() throws Exception {
        var permits = new WorkerPermits(1, 10);
        Place serving = enter(permits, "serving");
        Place first = enter(permits, "first");
        Place middle = enter(permits, "middle");
        Place last = enter(permits, "last");

        middle.close();
        await().until(() -> permits.waiting() == 2);
        assertThat(enter(permits, "newcomer").ahead()).isEqualTo(2);

        serving.close();
        first.await();
        first.close();
        last.await();
        assertThat(middle.assigned()).isFalse();
        assertThat(told).doesNotContain("middle assigned");
    }

    @Test
    void firstWaiterThatLeavesHoldsUpNobody() throws Exception {
        var permits = new WorkerPermits(1, 10);
        Place serving = enter(permits, "serving");
        Place first = enter(permits, "first");
        Place second = enter(permits, "second");

        first.close();
        serving.close();

        second.await();
        assertThat(told).doesNotContain("first assigned");
    }

    @Test
    void waiterBeyondTheLimitIsTurnedAwayUntold() throws Exception {
        var permits = new WorkerPermits(1, 2);
        enter(permits, "serving");
        Place first = enter(permits, "first");
        enter(permits, "second");

        assertThat(permits.enter(greeting("third"))).isEmpty();
        assertThat(told).noneMatch(line -> line.startsWith("third"));

        first.close();
        await().until(() -> permits.waiting() == 1);
        assertThat(permits.enter(greeting("third"))).isPresent();
    }

    @Test
    void withoutAQueueTheNextClientIsTurnedAway() throws Exception {
        var permits = new WorkerPermits(1, 0);
        Place serving = enter(permits, "serving");
        assertThat(permits.enter(greeting("next"))).isEmpty();

        serving.close();
        assertThat(permits.enter(greeting("next"))).isPresent();
    }

    @Test
    void workerGivenBackTwiceIsOneWorker() throws Exception {
        var permits = new WorkerPermits(1, 0);
        Place serving = enter(permits, "serving");
        serving.close();
        serving.close();

        enter(permits, "next");
        assertThat(permits.enter(greeting("one more"))).isEmpty();
    }

    @Test
    void clientThatCannotBeToldItsPlaceLeavesTheQueue() throws Exception {
        var permits = new WorkerPermits(1, 10);
        Place serving = enter(permits, "serving");

        assertThatThrownBy(() -> permits.enter(new Broken())).isInstanceOf(IOException.class);

        await().until(() -> permits.waiting() == 0);
        serving.close();
        assertThat(enter(permits, "next").assigned()).isTrue();
    }

    @Test
    void clientThatCannotBeToldOfItsWorkerGivesItBack() throws Exception {
        var permits = new WorkerPermits(1, 10);

        assertThatThrownBy(() -> permits.enter(new Broken())).isInstanceOf(IOException.class);

        assertThat(enter(permits, "next").assigned()).isTrue();
    }

    @Test
    void waiterThatCannotBeToldOfItsWorkerLearnsItWhenItAsks() throws Exception {
        var permits = new WorkerPermits(1, 10);
        Place serving = enter(permits, "serving");
        Place broken = permits.enter(new Broken() {
                    @Override
                    public void waiting(int ahead) {}
                })
                .orElseThrow();

        serving.close();

        assertThatThrownBy(broken::await).isInstanceOf(IOException.class).hasMessage("gone");
        broken.close();
        assertThat(enter(permits, "next").assigned()).isTrue();
    }

    @Test
    void workerIsNotToldBeforeThePlace() throws Exception {
        var permits = new WorkerPermits(1, 10);
        Place serving = enter(permits, "serving");
        var telling = new CountDownLatch(1);
        var slow = new Greeting() {
            @Override
            public void waiting(int ahead) {
                serving.close();
                told.add("waiting begins");
                await().until(() -> permits.waiting() == 0);
                telling.countDown();
                told.add("waiting ends");
            }

            @Override
            public void assigned() {
                told.add("assigned");
            }
        };

        Place place = permits.enter(slow).orElseThrow();
        place.await();

        assertThat(telling.getCount()).isZero();
        assertThat(told).containsExactly("serving assigned", "waiting begins", "waiting ends", "assigned");
    }

    @Test
    void waitingCostsNoWork() throws Exception {
        var permits = new WorkerPermits(1, 1000);
        Place serving = enter(permits, "serving");
        List<Place> waiting = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waiting.add(enter(permits, "waiter"));
        }

        assertThat(cpuNanosOver(500)).isLessThan(TimeUnit.MILLISECONDS.toNanos(150));

        waiting.forEach(Place::close);
        serving.close();
    }

    @Test
    void noWorkerIsLostOrDoubledWhateverClientsDo() throws Exception {
        int workers = 3;
        var permits = new WorkerPermits(workers, 8);
        var serving = new AtomicInteger();
        var most = new AtomicInteger();
        var rounds = new AtomicInteger();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int client = 0; client < 24; client++) {
                var random = new Random(client);
                done.add(clients.submit(() -> {
                    for (int round = 0; round < 500; round++) {
                        visit(permits, random, serving, most);
                        rounds.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }

        assertThat(rounds).hasValue(24 * 500);
        assertThat(most.get()).isLessThanOrEqualTo(workers);
        await().until(() -> permits.waiting() == 0);
        for (int i = 0; i < workers; i++) {
            await().until(() -> permits.enter(greeting("free")).isPresent());
        }
        assertThat(Collections.frequency(told, "free assigned")).isEqualTo(workers);
    }

    /// Comes, and waits or leaves at once, as chance will have it.
    private static void visit(WorkerPermits permits, Random random, AtomicInteger serving, AtomicInteger most)
            throws Exception {
        Optional<Place> entered = permits.enter(new Silent());
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

    private Place enter(WorkerPermits permits, String client) throws Exception {
        return permits.enter(greeting(client)).orElseThrow();
    }

    private Greeting greeting(String client) {
        return new Greeting() {
            @Override
            public void waiting(int ahead) {
                told.add(client + " waits behind " + ahead);
            }

            @Override
            public void assigned() {
                told.add(client + " assigned");
            }
        };
    }

    private static class Silent implements Greeting {
        @Override
        public void waiting(int ahead) {}

        @Override
        public void assigned() {}
    }

    private static class Broken implements Greeting {
        @Override
        public void waiting(int ahead) throws IOException {
            throw new IOException("gone");
        }

        @Override
        public void assigned() throws IOException {
            throw new IOException("gone");
        }
    }
}
