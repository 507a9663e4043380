package io.micropay.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TaskScopeTest {

    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void resultsAreThereAfterTheJoin() throws Exception {
        try (var scope = TaskScope.open("success")) {
            Subtask<String> word = scope.fork(() -> "lily");
            Subtask<Integer> number = scope.fork(() -> 7);
            scope.join();
            assertThat(word.get()).isEqualTo("lily");
            assertThat(number.get()).isEqualTo(7);
        }
    }

    @Test
    void tasksRunSideBySideOnVirtualThreads() throws Exception {
        var barrier = new CyclicBarrier(2);
        try (var scope = TaskScope.open("together")) {
            Subtask<Boolean> one = scope.fork(() -> meetAndTellThread(barrier));
            Subtask<Boolean> two = scope.fork(() -> meetAndTellThread(barrier));
            scope.join();
            assertThat(one.get()).isTrue();
            assertThat(two.get()).isTrue();
        }
    }

    private static boolean meetAndTellThread(CyclicBarrier barrier) throws Exception {
        barrier.await();
        return Thread.currentThread().isVirtual();
    }

    @Test
    void firstFailureIsThrownAndCancelsTheSiblings() {
        var interrupted = new AtomicBoolean();
        var waiting = new CountDownLatch(1);
        assertThatThrownBy(() -> {
                    try (var scope = TaskScope.open("failure")) {
                        scope.fork(() -> {
                            waiting.countDown();
                            return awaitInterrupt(interrupted);
                        });
                        scope.fork(() -> {
                            waiting.await();
                            throw new IOException("disk full");
                        });
                        scope.join();
                    }
                })
                .isInstanceOf(TaskScope.FailedException.class)
                .hasCause(new IOException("disk full"));
        assertThat(interrupted).isTrue();
    }

    private boolean awaitInterrupt(AtomicBoolean interrupted) throws InterruptedException {
        try {
            never.await();
            return true;
        } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
        }
    }

    @Test
    void anErrorIsAFailureToo() {
        assertThatThrownBy(() -> {
                    try (var scope = TaskScope.open("error")) {
                        scope.fork(() -> {
                            throw new AssertionError("bug");
                        });
                        scope.join();
                    }
                })
                .isInstanceOf(TaskScope.FailedException.class)
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void passedDeadlineIsThrownAndCancelsTheTasks() {
        var interrupted = new AtomicBoolean();
        assertThatThrownBy(() -> {
                    try (var scope = TaskScope.open("slow", Duration.ofMillis(50))) {
                        scope.fork(() -> awaitInterrupt(interrupted));
                        scope.join();
                    }
                })
                .isInstanceOf(TaskScope.TimeoutException.class);
        assertThat(interrupted).isTrue();
    }

    @Test
    void deadlineThatIsKeptChangesNothing() throws Exception {
        try (var scope = TaskScope.open("quick", Duration.ofSeconds(10))) {
            Subtask<String> word = scope.fork(() -> "joanne");
            scope.join();
            assertThat(word.get()).isEqualTo("joanne");
        }
    }

    @Test
    void failureBeforeTheDeadlineIsAFailure() {
        assertThatThrownBy(() -> {
                    try (var scope = TaskScope.open("quick failure", Duration.ofSeconds(10))) {
                        scope.fork(() -> {
                            throw new IOException("disk full");
                        });
                        scope.join();
                    }
                })
                .isInstanceOf(TaskScope.FailedException.class);
    }

    @Test
    void scopesNest() throws Exception {
        try (var outer = TaskScope.open("outer")) {
            Subtask<Integer> sum = outer.fork(TaskScopeTest::sumInInnerScope);
            Subtask<Integer> one = outer.fork(() -> 1);
            outer.join();
            assertThat(sum.get() + one.get()).isEqualTo(6);
        }
    }

    private static int sumInInnerScope() throws InterruptedException {
        try (var inner = TaskScope.open("inner")) {
            Subtask<Integer> two = inner.fork(() -> 2);
            Subtask<Integer> three = inner.fork(() -> 3);
            inner.join();
            return two.get() + three.get();
        }
    }

    @Test
    void interruptedOwnerStopsWaiting() {
        assertThatThrownBy(() -> {
                    try (var scope = TaskScope.open("interrupted")) {
                        scope.fork(() -> awaitInterrupt(new AtomicBoolean()));
                        Thread.currentThread().interrupt();
                        scope.join();
                    }
                })
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void resultBeforeTheJoinIsRefused() throws Exception {
        try (var scope = TaskScope.open("early")) {
            Subtask<String> word = scope.fork(() -> "lily");
            assertThatThrownBy(word::get).isInstanceOf(IllegalStateException.class);
            scope.join();
        }
    }

    @Test
    void resultOfAFailedScopeIsRefused() throws Exception {
        try (var scope = TaskScope.open("failed")) {
            Subtask<String> word = scope.fork(() -> {
                throw new IOException("disk full");
            });
            assertThatThrownBy(scope::join).isInstanceOf(TaskScope.FailedException.class);
            assertThatThrownBy(word::get).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void closeWithoutJoinIsRefused() {
        var scope = TaskScope.open("never joined");
        scope.fork(() -> "lily");
        assertThatThrownBy(scope::close).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void forkAndJoinAfterTheJoinAreRefused() throws Exception {
        try (var scope = TaskScope.open("done")) {
            scope.fork(() -> "lily");
            scope.join();
            assertThatThrownBy(() -> scope.fork(() -> "joanne")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(scope::join).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anotherThreadMayNotFork() throws Exception {
        try (var scope = TaskScope.open("mine");
                var others = TaskScope.open("theirs")) {
            others.fork(() -> scope.fork(() -> "lily"));
            assertThatThrownBy(others::join).hasCauseInstanceOf(WrongThreadException.class);
        }
    }

    @Test
    void thisJdkIsSupported() {
        assertThatCode(TaskScope::requireAvailable).doesNotThrowAnyException();
    }

    @Test
    void anUnknownShapeIsNotTakenForOneOfOurs() {
        assertThat(ScopeApi.of(Object.class)).isNull();
    }
}
