package io.micropay.ntp;

import io.micropay.jfr.ClockEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/// Watches this machine's clock: asks an NTP server in rounds, and whenever somebody has set the clock.
///
/// Of the questions of a round the one counts whose answer was on its way for the shortest time. Between two rounds the
/// monotonic clock tells whether the other has been set: then the clock counts as what it must be by that, until the
/// server has been asked again. A server that is silent stops nobody: what was measured before still counts, and if the
/// clock was set since, nothing is known.
public final class ClockWatch implements ClockCheck, AutoCloseable {

    private static final int QUESTIONS = 4;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final NtpServer server;
    private final Clock wall;
    private final Consumer<ClockNews> listener;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Measurement newest;
    private NtpPace pace;
    private boolean slowedDown;
    private Deviation.@Nullable Grade told;
    private boolean silenceTold;

    private ClockWatch(NtpServer server, Clock wall, NtpPace pace, Consumer<ClockNews> listener) {
        this.server = server;
        this.wall = wall;
        this.pace = pace;
        this.listener = listener;
    }

    /// Begins to watch the system's clock.
    ///
    /// @param listener is told what changes, on the watch's thread
    public static ClockWatch start(NtpServer server, Consumer<ClockNews> listener) {
        return start(server, Clock.systemUTC(), NtpPace.STANDARD, listener);
    }

    static ClockWatch start(NtpServer server, Clock wall, NtpPace pace, Consumer<ClockNews> listener) {
        var watch = new ClockWatch(server, wall, pace, listener);
        Thread.ofPlatform().daemon().name("micropay-ntp").start(watch::keepWatch);
        return watch;
    }

    @Override
    public Optional<Deviation> wrongBy() {
        return deviation().filter(deviation -> deviation.grade() == Deviation.Grade.WRONG);
    }

    /// How far the clock is off; empty when that is not known.
    Optional<Deviation> deviation() {
        return Optional.ofNullable(newest).map(known -> known.deviation(wall.millis(), System.nanoTime()));
    }

    /// Waits until the first question is answered, or has been in vain.
    ///
    /// @return whether that was in time
    public boolean awaitFirst(Duration patience) throws InterruptedException {
        return asked.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// The same for those who sign soon after the start: waits for the first answer, if nothing is known yet.
    public ClockCheck withPatience(Duration patience) {
        return () -> {
            try {
                awaitFirst(patience);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return wrongBy();
        };
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void keepWatch() {
        try {
            while (askInARound()) {
                rest();
            }
            asked.countDown();
            forgetAtEachChange();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether there is to be another one
    private boolean askInARound() throws InterruptedException {
        Measurement best = null;
        String silence = "";
        for (int question = 0; question < QUESTIONS; question++) {
            if (isClosedWithin(question == 0 ? Duration.ZERO : pace.spacing())) {
                return false;
            }
            switch (ask()) {
                case NtpAnswer.Time time -> {
                    if (best == null || isOverturned(best) || time.measurement().delayNanos() < best.delayNanos()) {
                        best = time.measurement();
                        take(best);
                    }
                }
                case NtpAnswer.Kiss kiss
                when kiss.isFinal() -> {
                    listener.accept(new ClockNews.Forbidden(server, kiss.code()));
                    return false;
                }
                case NtpAnswer.Kiss kiss
                when kiss.isTooOften() -> {
                    slowDown();
                    return true;
                }
                case NtpAnswer.Kiss kiss -> silence = "it answers " + kiss.code();
                case NtpAnswer.Nothing nothing -> silence = nothing.reason();
            }
            forgetIfOverturned();
            asked.countDown();
        }
        if (best == null) {
            tellSilence(silence);
        }
        return true;
    }

    /// To load the flight recorder, where nobody has, would take a good part of a start.
    private NtpAnswer ask() {
        return FlightRecorder.isInitialized() ? askOnRecord() : NtpQuestion.ask(server, wall, pace.patience());
    }

    private NtpAnswer askOnRecord() {
        ClockEvent event = new ClockEvent();
        event.begin();
        NtpAnswer answer = NtpQuestion.ask(server, wall, pace.patience());
        event.server = server.toString();
        describe(answer, event);
        event.commit();
        return answer;
    }

    private static void describe(NtpAnswer answer, ClockEvent event) {
        switch (answer) {
            case NtpAnswer.Time time -> {
                event.outcome = "measured";
                event.offsetMillis = time.measurement().offsetMillis();
                event.delayNanos = time.measurement().delayNanos();
                event.stratum = time.measurement().stratum();
            }
            case NtpAnswer.Kiss kiss -> event.outcome = "kiss " + kiss.code();
            case NtpAnswer.Nothing nothing -> event.outcome = nothing.reason();
        }
    }

    private void take(Measurement measurement) {
        newest = measurement;
        silenceTold = false;
        Deviation deviation = new Deviation(measurement.offsetMillis());
        if (told != deviation.grade()) {
            listener.accept(new ClockNews.Found(server, deviation, Optional.ofNullable(told)));
            told = deviation.grade();
        }
    }

    private void tellSilence(String reason) {
        if (!silenceTold) {
            silenceTold = true;
            listener.accept(new ClockNews.Unanswered(server, reason));
        }
    }

    private void slowDown() {
        pace = pace.slower();
        slowedDown = true;
        tellSilence("it is asked too often, and will be asked less");
    }

    /// Waits for the next round, which comes at once when somebody has set the clock: unless the server has asked for
    /// less questions, since then nobody can be asked, and nothing is known.
    private void rest() throws InterruptedException {
        asked.countDown();
        long begun = System.nanoTime();
        for (Duration left = pace.interval();
                left.isPositive();
                left = pace.interval().minus(since(begun))) {
            if (isClosedWithin(left.compareTo(LOOK) < 0 ? left : LOOK)) {
                return;
            }
            Measurement known = newest;
            if (known != null && isOverturned(known)) {
                if (!slowedDown) {
                    return;
                }
                forgetIfOverturned();
            }
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /// What is left to do for one that may ask no more.
    private void forgetAtEachChange() throws InterruptedException {
        while (!isClosedWithin(LOOK)) {
            forgetIfOverturned();
        }
    }

    private void forgetIfOverturned() {
        Measurement known = newest;
        if (known != null && isOverturned(known)) {
            newest = null;
            told = null;
        }
    }

    private boolean isOverturned(Measurement measurement) {
        return measurement.isOverturned(wall.millis(), System.nanoTime());
    }

    private boolean isClosedWithin(Duration patience) throws InterruptedException {
        return closed.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
