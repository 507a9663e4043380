package io.micropay.cli;

import io.micropay.bench.Display;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/// Progress on standard error: bars at a terminal, and lines for what is done anywhere else.
final class TerminalDisplay implements Display {

    private static final long PERIOD_MILLIS = 200;
    private static final int BAR_LENGTH = 30;

    private final PrintStream out;
    private final boolean bars;

    /// @param bars whether a line can be written over
    TerminalDisplay(PrintStream out, boolean bars) {
        this.out = out;
        this.bars = bars;
    }

    static TerminalDisplay onStandardError() {
        return new TerminalDisplay(System.err, ProgressBar.isTerminal());
    }

    @Override
    public Step begin(String what, long all) {
        Progress progress = new Progress(what);
        return progress.shown(() -> all == 0 ? 1 : (double) progress.done.sum() / all);
    }

    @Override
    public Step begin(String what, Duration time) {
        Progress progress = new Progress(what);
        return progress.shown(() -> (double) progress.elapsed() / time.toNanos());
    }

    private final class Progress implements Step {

        private final String what;
        private final LongAdder done = new LongAdder();
        private final long begun = System.nanoTime();
        private final Thread painter =
                Thread.ofPlatform().daemon().name("progress").unstarted(this::paint);
        private DoubleSupplier share = () -> 0;

        Progress(String what) {
            this.what = what;
        }

        /// @param part how much of it is done, of 1
        Progress shown(DoubleSupplier part) {
            share = part;
            if (bars) {
                painter.start();
            }
            return this;
        }

        long elapsed() {
            return System.nanoTime() - begun;
        }

        @Override
        public void advance(int count) {
            done.add(count);
        }

        private void paint() {
            try {
                while (true) {
                    int filled = (int) Math.clamp(share.getAsDouble() * BAR_LENGTH, 0, BAR_LENGTH);
                    String bar = "=".repeat(filled) + " ".repeat(BAR_LENGTH - filled);
                    out.print("\r\u001b[K" + String.format(Locale.ROOT, "%-17s [%s] ", what, bar) + count());
                    out.flush();
                    Thread.sleep(PERIOD_MILLIS);
                }
            } catch (InterruptedException over) {
                out.print("\r\u001b[K");
            }
        }

        private String count() {
            return String.format(Locale.ROOT, "%,d (%,.0f/s)", done.sum(), done.sum() * 1e9 / Math.max(1, elapsed()));
        }

        @Override
        public void close() {
            if (bars) {
                painter.interrupt();
                try {
                    painter.join();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            out.println(String.format(Locale.ROOT, "%-17s %s", what, count()));
        }
    }
}
