package io.micropay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// The clock is a number here: the time that a test says it is.
class DispatchTest {

    private static final long START = 5_000_000_000L;
    private static final long MILLI = 1_000_000;

    @Test
    void callersOfAnOpenLoopStartInTurnAtTheRate() {
        Dispatch dispatch = new Dispatch(new Schedule.Open(1_000), 0, 3, 3, START);

        assertThat(dispatch.due(START - 1)).isEqualTo(-1);
        assertThat(dispatch.due(START)).isZero();
        assertThat(dispatch.due(START)).isEqualTo(-1);
        assertThat(dispatch.nextDue()).isEqualTo(START + MILLI);
        assertThat(dispatch.due(START + 2 * MILLI)).isEqualTo(1);
        assertThat(dispatch.due(START + 2 * MILLI)).isEqualTo(2);
        assertThat(dispatch.due(START + 2 * MILLI)).isEqualTo(-1);
    }

    @Test
    void loopsShareOneSchedule() {
        Dispatch second = new Dispatch(new Schedule.Open(1_000), 2, 2, 4, START);

        assertThat(second.nextDue()).isEqualTo(START + 2 * MILLI);
        assertThat(second.due(START + 3 * MILLI)).isZero();
        assertThat(second.due(START + 3 * MILLI)).isEqualTo(1);
        assertThat(second.nextDue()).isEqualTo(START + 6 * MILLI);
    }

    /// One caller, a request every millisecond, each answered at once but for the first: the server stalls for 100 ms.
    /// The 99 requests that were meant to start meanwhile have waited for it too, and their times say so. Counted
    /// from when they were sent, all but one would have taken no time at all.
    @Test
    void stallOfTheServerShowsInTheTimesOfAllWhoHadToWait() {
        Dispatch dispatch = new Dispatch(new Schedule.Open(1_000), 0, 1, 1, START);
        assertThat(dispatch.due(START)).isZero();
        dispatch.sent(0, START);
        long now = START + 100 * MILLI;
        assertThat(dispatch.due(now))
                .as("a caller has one request under way at most")
                .isEqualTo(-1);

        int caughtUp = 0;
        while (dispatch.answered(0, now, true)) {
            dispatch.sent(0, now);
            caughtUp++;
        }

        assertThat(caughtUp).isEqualTo(100);
        assertThat(dispatch.latencies().getTotalCount()).isEqualTo(101);
        assertThat(dispatch.latencies().getMaxValue()).isCloseTo(100 * MILLI, within(MILLI / 2));
        assertThat(dispatch.latencies().getValueAtPercentile(50)).isCloseTo(50 * MILLI, within(MILLI));
        assertThat(dispatch.latencies().getMean()).isCloseTo(50.0 * MILLI, within(1.0 * MILLI));
        assertThat(dispatch.due(now + MILLI)).as("the schedule goes on").isZero();
    }

    @Test
    void lagIsHowLateTheLastRequestBegan() {
        Dispatch dispatch = new Dispatch(new Schedule.Open(1_000), 0, 1, 1, START);

        dispatch.sent(0, START + 30 * MILLI);
        assertThat(dispatch.lag()).isEqualTo(30 * MILLI);
        dispatch.answered(0, START + 31 * MILLI, true);
        dispatch.sent(0, START + 31 * MILLI);
        assertThat(dispatch.lag()).isEqualTo(30 * MILLI);
    }

    /// One request in 50 s: the server has nothing to say between the answer to one and the next.
    @Test
    void whatNobodyWasFreeToSendIsGivenUp() {
        Dispatch dispatch = new Dispatch(new Schedule.Open(1_000), 1, 2, 4, 0);
        dispatch.sent(0, MILLI);

        dispatch.giveUpUnsent(10 * MILLI);

        // Its two callers were meant to send at 1, 5 and 9 ms, and at 2 and 6 ms.
        assertThat(dispatch.unsent()).isEqualTo(4);
    }

    @Test
    void aClosedLoopAndCallersThatHaveFinishedGiveNothingUp() {
        Dispatch closed = new Dispatch(new Schedule.Closed(), 0, 1, 1, 0);
        closed.giveUpUnsent(10 * MILLI);
        Dispatch finished = new Dispatch(new Schedule.Open(1_000), 0, 1, 1, 0);
        finished.finished(0);
        finished.giveUpUnsent(10 * MILLI);

        assertThat(closed.unsent()).isZero();
        assertThat(finished.unsent()).isZero();
    }

    @Test
    void serverIsSilentOnlyWhileItOwesAnAnswer() {
        Dispatch dispatch = new Dispatch(new Schedule.Open(0.02), 0, 1, 1, START);
        dispatch.sent(0, START);
        assertThat(dispatch.silence(START + 3 * MILLI)).isEqualTo(3 * MILLI);
        dispatch.answered(0, START + 4 * MILLI, true);
        assertThat(dispatch.owed()).isZero();
        assertThat(dispatch.silence(START + 50_000 * MILLI)).isZero();

        dispatch.sent(0, START + 50_000 * MILLI);

        assertThat(dispatch.owed()).isOne();
        assertThat(dispatch.silence(START + 50_001 * MILLI)).isEqualTo(MILLI);
    }

    @Test
    void anyAnswerBreaksTheSilenceAndNoRequestDoes() {
        Dispatch dispatch = new Dispatch(new Schedule.Closed(), 0, 3, 3, START);
        dispatch.sent(0, START);
        dispatch.sent(1, START + MILLI);
        assertThat(dispatch.silence(START + 2 * MILLI)).isEqualTo(2 * MILLI);

        dispatch.answered(1, START + 2 * MILLI, true);
        dispatch.sent(2, START + 5 * MILLI);

        assertThat(dispatch.silence(START + 6 * MILLI)).isEqualTo(4 * MILLI);
    }

    @Test
    void nothingIsOwedToACallerThatHasFinished() {
        Dispatch dispatch = new Dispatch(new Schedule.Closed(), 0, 2, 2, START);
        dispatch.sent(0, START);

        dispatch.finished(0);
        dispatch.finished(1);

        assertThat(dispatch.owed()).isZero();
    }

    @Test
    void callersOfAClosedLoopStartAtOnceAndGoOnWhenTheyAreAnswered() {
        Dispatch dispatch = new Dispatch(new Schedule.Closed(), 0, 2, 2, START);

        assertThat(dispatch.due(START)).isZero();
        assertThat(dispatch.due(START)).isEqualTo(1);
        assertThat(dispatch.due(START + 1_000 * MILLI)).isEqualTo(-1);
        dispatch.sent(0, START);
        assertThat(dispatch.answered(0, START + 100 * MILLI, true)).isTrue();
        dispatch.sent(0, START + 200 * MILLI);
        assertThat(dispatch.answered(0, START + 201 * MILLI, true)).isTrue();
        assertThat(dispatch.latencies().getMaxValue()).isCloseTo(100 * MILLI, within(MILLI / 2));
        assertThat(dispatch.latencies().getMinNonZeroValue()).isCloseTo(MILLI, within(MILLI / 100));
    }

    @Test
    void answersThatWereNotHopedForHaveNoTime() {
        Dispatch dispatch = new Dispatch(new Schedule.Closed(), 0, 1, 1, START);

        dispatch.sent(0, START);
        dispatch.answered(0, START + MILLI, false);

        assertThat(dispatch.latencies().getTotalCount()).isZero();
    }

    @Test
    void callerThatHasFinishedIsNeverDue() {
        Dispatch dispatch = new Dispatch(new Schedule.Open(1_000), 0, 2, 2, START);

        dispatch.finished(0);

        assertThat(dispatch.due(START)).isEqualTo(-1);
        assertThat(dispatch.due(START + MILLI)).isEqualTo(1);
    }
}
