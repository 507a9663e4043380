package io.micropay.bench;

import org.HdrHistogram.Histogram;

/// Whose turn it is to send, how long each answer took, and for how long the server has owed one.
///
/// A caller has one request under way at most. In an open loop, an answer's time counts from the moment its request
/// was meant to start, also when the caller still waited for an earlier answer then: counted from the moment it was
/// sent, a server that stalls would look good, for nobody asks it meanwhile (coordinated omission).
///
/// Times are of the monotonic clock, in nanoseconds. One thread uses it.
final class Dispatch {

    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;
    private static final long NEVER = -1;

    /// What is due so shortly before the end may have met it on its way.
    private static final long LAST_NANOS = 1_000_000;

    private final Histogram latencies = histogram();
    private final Schedule schedule;
    private final int first;
    private final int all;
    private final long start;
    private final long[] turns;
    private final long[] begun;
    private final boolean[] waiting;
    private int cursor;
    private long cursorTurn;
    private long lag;
    private long unsent;
    private int owed;
    private long silentSince;

    /// @param first the number of the first of these callers, among `all` that share the schedule
    /// @param count how many callers these are
    /// @param start when the schedule begins
    Dispatch(Schedule schedule, int first, int count, int all, long start) {
        this.schedule = schedule;
        this.first = first;
        this.all = all;
        this.start = start;
        this.turns = new long[count];
        this.begun = new long[count];
        this.waiting = new boolean[count];
    }

    /// The next caller, from 0, who has to send at `now` and waits for no answer; -1 when there is none.
    int due(long now) {
        while (nextDue() - now <= 0) {
            int caller = cursor;
            boolean itsTurn = !waiting[caller] && turns[caller] == cursorTurn;
            cursor = cursor + 1 < turns.length ? cursor + 1 : 0;
            cursorTurn += cursor == 0 ? 1 : 0;
            if (itsTurn) {
                return caller;
            }
        }
        return -1;
    }

    /// When [#due] will have the next caller; far away when nobody has to send but for an answer.
    long nextDue() {
        return switch (schedule) {
            case Schedule.Closed closed -> cursorTurn == 0 ? start : start + Long.MAX_VALUE / 2;
            case Schedule.Open open -> intended(open, cursor, cursorTurn);
        };
    }

    private long intended(Schedule.Open open, int caller, long turn) {
        return start + (long) ((turn * all + first + caller) * (1e9 / open.perSecond()));
    }

    /// The caller sends.
    void sent(int caller, long now) {
        begun[caller] = switch (schedule) {
            case Schedule.Closed closed -> now;
            case Schedule.Open open -> intended(open, caller, turns[caller]);
        };
        lag = now - begun[caller];
        turns[caller]++;
        waiting[caller] = true;
        if (owed == 0) {
            // Nothing was to be heard of a server that was asked nothing.
            silentSince = now;
        }
        owed++;
    }

    /// The caller has its answer.
    ///
    /// @param counts whether its time is worth recording
    /// @return whether its next request is due already
    boolean answered(int caller, long now, boolean counts) {
        settle(caller);
        silentSince = now;
        if (counts) {
            latencies.recordValue(Math.clamp(now - begun[caller], 0, HOUR_NANOS));
        }
        return switch (schedule) {
            case Schedule.Closed closed -> true;
            case Schedule.Open open -> intended(open, caller, turns[caller]) - now <= 0;
        };
    }

    /// The caller takes no more turns.
    void finished(int caller) {
        settle(caller);
        turns[caller] = NEVER;
    }

    boolean isFinished(int caller) {
        return turns[caller] == NEVER;
    }

    private void settle(int caller) {
        owed -= waiting[caller] ? 1 : 0;
        waiting[caller] = false;
    }

    /// How many callers wait for an answer.
    int owed() {
        return owed;
    }

    /// For how long the server has owed answers and given none, in nanoseconds.
    long silence(long now) {
        return owed == 0 ? 0 : now - silentSince;
    }

    boolean isWaiting(int caller) {
        return waiting[caller];
    }

    /// For times in nanoseconds, to three digits.
    static Histogram histogram() {
        return new Histogram(HOUR_NANOS, DIGITS);
    }

    /// How long after it was meant to the last request began, in nanoseconds.
    long lag() {
        return lag;
    }

    /// At an ending that comes by its time, the requests that were due before it and that no caller has been free to
    /// send stay unsent, but for those of the last millisecond.
    void giveUpUnsent(Ending ending) {
        if (ending.isByTime()) {
            giveUpUnsent(ending.deadline() - LAST_NANOS);
        }
    }

    /// The requests that were meant to start before `end`, and that no caller has been free to send, stay unsent.
    void giveUpUnsent(long end) {
        if (schedule instanceof Schedule.Open open) {
            double meant = (end - start) * open.perSecond() / 1e9;
            for (int caller = 0; caller < turns.length; caller++) {
                long turnsMeant = (long) Math.ceil((meant - first - caller) / all);
                unsent += isFinished(caller) ? 0 : Math.max(0, turnsMeant - turns[caller]);
            }
        }
    }

    /// How many requests were given up.
    long unsent() {
        return unsent;
    }

    /// How long the answers took, in nanoseconds.
    Histogram latencies() {
        return latencies;
    }
}
