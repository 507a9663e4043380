package io.micropay.ntp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.testing.MovedClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a watch finds out, tells and forgets, in seconds instead of hours.
@Timeout(60)
class ClockWatchTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// For servers that will not answer.
    private static final Duration SHORT_PATIENCE = Duration.ofMillis(200);

    private final AtomicLong setMillis = new AtomicLong();
    private final List<ClockNews> news = new CopyOnWriteArrayList<>();
    private final Clock wall = new MovedClock(setMillis);
    private @Nullable ClockWatch started;

    @AfterEach
    void close() {
        if (started != null) {
            started.close();
        }
    }

    private ClockWatch watch(ScriptedNtpServer server, Duration interval) throws InterruptedException {
        return watch(server, interval, PATIENCE);
    }

    private ClockWatch watch(ScriptedNtpServer server, Duration interval, Duration patience)
            throws InterruptedException {
        ClockWatch watch = start(server, new NtpPace(interval, SOON, patience));
        assertThat(watch.awaitFirst(Duration.ofSeconds(30))).isTrue();
        return watch;
    }

    private ClockWatch start(ScriptedNtpServer server, NtpPace pace) {
        ClockWatch watch = ClockWatch.start(server.address(), wall, pace, news::add);
        started = watch;
        return watch;
    }

    private void setClock(Duration ahead) {
        setMillis.set(ahead.toMillis());
    }

    @Test
    void wrongClockIsFoundAndTold() throws Exception {
        try (var server = ScriptedNtpServer.ahead(40_000)) {
            ClockWatch watch = watch(server, NEVER);

            assertThat(watch.wrongBy())
                    .hasValueSatisfying(by -> assertThat(by.millis()).isBetween(39_000L, 41_000L));
            assertThat(news).singleElement().isInstanceOfSatisfying(ClockNews.Found.class, found -> {
                assertThat(found.deviation().grade()).isEqualTo(Deviation.Grade.WRONG);
                assertThat(found.before()).isEmpty();
            });
        }
    }

    @Test
    void clockThatIsOffStopsNobody() throws Exception {
        try (var server = ScriptedNtpServer.ahead(-20_000)) {
            ClockWatch watch = watch(server, NEVER);

            assertThat(watch.wrongBy()).isEmpty();
            assertThat(grades()).containsExactly(Deviation.Grade.OFF);
        }
    }

    @Test
    void ofARoundTheQuickestAnswerCounts() throws Exception {
        AtomicInteger count = new AtomicInteger();
        try (var server = ScriptedNtpServer.start(question -> {
            int number = count.getAndIncrement();
            linger(number == 2 ? 0 : 80);
            return List.of(question.answer(number == 2 ? 40_000 : 50_000).bytes());
        })) {
            ClockWatch watch = watch(server, NEVER);
            await().until(() -> server.questions().size() == 4);

            await().untilAsserted(() -> assertThat(watch.deviation())
                    .hasValueSatisfying(found -> assertThat(found.millis()).isBetween(39_000L, 41_000L)));
            assertThat(news).hasSize(1);
        }
    }

    @Test
    void eachRoundAsksAgainAndTellsOnlyWhatHasChanged() throws Exception {
        try (var server = ScriptedNtpServer.ahead(40_000)) {
            ClockWatch watch = watch(server, SOON);
            await().until(() -> server.questions().size() >= 12);
            server.answer(question -> List.of(question.answer(0).bytes()));

            await().until(() -> watch.wrongBy().isEmpty());
            await().untilAsserted(
                            () -> assertThat(grades()).containsExactly(Deviation.Grade.WRONG, Deviation.Grade.RIGHT));
            assertThat(news.getLast())
                    .isInstanceOfSatisfying(
                            ClockNews.Found.class,
                            found -> assertThat(found.before()).contains(Deviation.Grade.WRONG));
        }
    }

    /// No round is due for an hour: what the clock was set by is known from the monotonic one at once, and then asked
    /// for.
    @Test
    void clockThatIsSetIsNoticedAtOnceAndAskedFor() throws Exception {
        try (var server = ScriptedNtpServer.ahead(0)) {
            ClockWatch watch = watch(server, NEVER);
            await().until(() -> server.questions().size() == 4);
            assertThat(watch.wrongBy()).isEmpty();

            setClock(Duration.ofHours(1));

            assertThat(watch.wrongBy())
                    .hasValueSatisfying(by -> assertThat(by.millis()).isNegative());
            await().until(() -> server.questions().size() > 4);
            await().untilAsserted(
                            () -> assertThat(grades()).containsExactly(Deviation.Grade.RIGHT, Deviation.Grade.WRONG));

            setClock(Duration.ZERO);

            assertThat(watch.wrongBy()).isEmpty();
            await().untilAsserted(() -> assertThat(grades())
                    .containsExactly(Deviation.Grade.RIGHT, Deviation.Grade.WRONG, Deviation.Grade.RIGHT));
        }
    }

    /// As when the machine has slept: its monotonic clock has not gone on, and the other is right.
    @Test
    void machineThatHasSleptIsNotMistakenForLong() throws Exception {
        try (var server = ScriptedNtpServer.ahead(0)) {
            ClockWatch watch = watch(server, NEVER);
            await().until(() -> server.questions().size() == 4);
            server.answer(question -> List.of(question.answer(3_600_000).bytes()));

            setClock(Duration.ofHours(1));

            await().until(() -> watch.wrongBy().isEmpty());
            assertThat(grades()).containsExactly(Deviation.Grade.RIGHT);
        }
    }

    @Test
    void silenceIsToldOnceAndStopsNobody() throws Exception {
        try (var server = ScriptedNtpServer.silent()) {
            ClockWatch watch = watch(server, SOON, SHORT_PATIENCE);
            await().until(() -> server.questions().size() >= 9);

            assertThat(watch.wrongBy()).isEmpty();
            assertThat(news).containsExactly(new ClockNews.Unanswered(server.address(), "no answer within 200 ms"));
        }
    }

    @Test
    void whatWasMeasuredCountsThroughSilence() throws Exception {
        try (var server = ScriptedNtpServer.ahead(40_000)) {
            ClockWatch watch = watch(server, SOON, SHORT_PATIENCE);
            server.answer(question -> List.of());
            await().until(() -> news.size() == 2);

            assertThat(watch.wrongBy()).isPresent();
        }
    }

    /// Whether it was set to the right time or the wrong one, nobody can say.
    @ParameterizedTest
    @ValueSource(longs = {3_600, -3_600})
    void clockThatIsSetInSilenceIsNotKnown(long seconds) throws Exception {
        try (var server = ScriptedNtpServer.ahead(0)) {
            ClockWatch watch = watch(server, NEVER, SHORT_PATIENCE);
            server.answer(question -> List.of());

            setClock(Duration.ofSeconds(seconds));

            await().until(() -> watch.deviation().isEmpty());
            assertThat(watch.wrongBy()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DENY", "RSTR"})
    void serverThatForbidsItIsNeverAskedAgain(String code) throws Exception {
        try (var server = ScriptedNtpServer.ahead(0)) {
            ClockWatch watch = watch(server, SOON);
            server.answer(question -> List.of(question.answer(0).kiss(code).bytes()));
            await().until(() -> news.contains(new ClockNews.Forbidden(server.address(), code)));
            int asked = server.questions().size();

            setClock(Duration.ofHours(1));

            await().until(() -> watch.deviation().isEmpty());
            assertThat(server.questions()).hasSize(asked);
        }
    }

    @Test
    void serverThatIsAskedTooOftenIsAskedLess() throws Exception {
        Duration interval = Duration.ofMillis(50);
        try (var server = ScriptedNtpServer.start(
                question -> List.of(question.answer(0).kiss("RATE").bytes()))) {
            long begun = System.nanoTime();
            watch(server, interval);
            await().until(() -> server.questions().size() >= 3);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);

            // Twice the interval, and then four times: without more, three questions take one interval or less.
            assertThat(elapsed).isGreaterThanOrEqualTo(interval.multipliedBy(6));
            assertThat(news).singleElement().isInstanceOf(ClockNews.Unanswered.class);
        }
    }

    @Test
    void backingOffEndsAtADay() {
        NtpPace pace = NtpPace.STANDARD;
        for (int i = 0; i < 100; i++) {
            pace = pace.slower();
        }
        assertThat(pace.interval()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void checkWithPatienceWaitsForTheFirstAnswer() throws Exception {
        try (var server = ScriptedNtpServer.start(question -> {
            linger(100);
            return List.of(question.answer(40_000).bytes());
        })) {
            ClockWatch watch = start(server, new NtpPace(NEVER, SOON, PATIENCE));

            assertThat(watch.wrongBy()).isEmpty();
            assertThat(watch.withPatience(Duration.ofSeconds(30)).wrongBy()).isPresent();
        }
    }

    private List<Deviation.Grade> grades() {
        return news.stream()
                .map(ClockNews.Found.class::cast)
                .map(found -> found.deviation().grade())
                .toList();
    }

    private static void linger(long millis) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < millis * 1_000_000) {
            Thread.onSpinWait();
        }
    }
}
