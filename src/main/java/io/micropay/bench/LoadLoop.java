package io.micropay.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Runs callers on one thread. A thread for each, parked and woken for every answer, would cost as much as all the
/// rest.
final class LoadLoop {

    /// How late a request of an open loop may leave where many do, and how late an answer may be read: to wake for
    /// each would take processor time from the server. Both are in the latency, which counts from when the request
    /// was due.
    private static final long TICK_NANOS = 500_000;

    /// Whoever watches need not be told of each answer at once.
    private static final int TOLD_TOGETHER = 64;

    private static final long MILLI_NANOS = 1_000_000;
    private static final long SELECT_NANOS_MAX = 100 * MILLI_NANOS;

    /// A server that owes an answer for so long will not give it.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final List<? extends Caller> callers;
    private final Dispatch dispatch;
    private final Ending ending;
    private final IntConsumer answered;
    private final Scratch scratch = new Scratch();
    private int untold;
    private int open;
    private long lastSent;

    /// @param answered is told how many more there are
    LoadLoop(List<? extends Caller> callers, Dispatch dispatch, Ending ending, IntConsumer answered) {
        this.callers = callers;
        this.dispatch = dispatch;
        this.ending = ending;
        this.answered = answered;
    }

    /// Runs to the ending, and until all that was asked is answered.
    void run() throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < callers.size(); i++) {
                callers.get(i).peer().handOver(selector, i);
            }
            open = callers.size();
            long now = System.nanoTime();
            while (open > 0 && (dispatch.owed() > 0 || !ending.isReached(now))) {
                sendDue(now);
                await(selector, now);
                now = System.nanoTime();
                giveUpIfSilent(now);
            }
            tell();
            dispatch.giveUpUnsent(ending);
        }
        for (Caller caller : callers) {
            takeBack(caller);
        }
    }

    private void sendDue(long now) {
        if (!ending.isReached(now)) {
            for (int caller = dispatch.due(now); caller >= 0; caller = dispatch.due(now)) {
                send(caller, now);
                lastSent = now;
            }
        }
    }

    private void await(Selector selector, long now) throws IOException {
        long wait = Math.min(Math.min(dispatch.nextDue(), ending.deadline()) - now, SELECT_NANOS_MAX);
        if (ending.isReached(now)) {
            wait = SELECT_NANOS_MAX;
        }
        if (wait >= MILLI_NANOS) {
            selector.select(this::receive, wait / MILLI_NANOS);
        } else {
            if (wait > 0) {
                LockSupport.parkNanos(pause(wait, now - lastSent));
            }
            selector.selectNow(this::receive);
        }
    }

    /// For how long to sleep before a request that is due soon: what is due within a tick of another leaves with its
    /// next, what is due seldom leaves when it is due, and answers are looked for meanwhile.
    ///
    /// @param wait until it is due
    /// @param sinceSent since the last one left
    static long pause(long wait, long sinceSent) {
        return Math.min(Math.max(wait, TICK_NANOS - sinceSent), TICK_NANOS);
    }

    private void receive(SelectionKey key) {
        int number = (Integer) key.attachment();
        Caller caller = callers.get(number);
        try {
            if (!caller.peer().read(scratch)) {
                throw new EOFException("the server closed the connection");
            }
            if (scratch.opened.hasRemaining() && caller.receive(scratch.opened)) {
                answered(number, caller);
            }
        } catch (IOException failure) {
            lose(number, failure);
        }
    }

    private void answered(int number, Caller caller) {
        long now = System.nanoTime();
        if (++untold == TOLD_TOGETHER) {
            tell();
        }
        boolean due = dispatch.answered(number, now, caller.succeeded());
        if (due && !ending.isReached(now)) {
            send(number, now);
        }
    }

    private void tell() {
        answered.accept(untold);
        untold = 0;
    }

    private void send(int number, long now) {
        Caller caller = callers.get(number);
        byte @Nullable [] request = caller.next();
        if (request == null) {
            ending.exhausted(now);
            dispatch.finished(number);
            open--;
            return;
        }
        try {
            dispatch.sent(number, now);
            caller.peer().write(request, scratch);
        } catch (IOException failure) {
            lose(number, failure);
        }
    }

    private void lose(int number, IOException failure) {
        // One that has asked all it has may lose its connection afterwards.
        open -= dispatch.isFinished(number) ? 0 : 1;
        dispatch.finished(number);
        callers.get(number).lost(failure);
    }

    private void giveUpIfSilent(long now) {
        if (dispatch.silence(now) > PATIENCE_NANOS) {
            for (int i = 0; i < callers.size(); i++) {
                if (dispatch.isWaiting(i)) {
                    lose(i, new SocketTimeoutException("the server did not answer within 30 s"));
                }
            }
        }
    }

    private static void takeBack(Caller caller) {
        try {
            caller.peer().takeBack();
        } catch (IOException gone) {
            caller.lost(gone);
        }
    }
}
