package io.micropay.cli;

import io.micropay.bench.Display;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/// Progress on standard error: a bar at a terminal; a line for what is done anywhere else.
final class TerminalDisplay implements Display {

    private static final long PERIOD_MILLIS = 200;
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean bars;

    /// @param bars whether lines can be written over
    TerminalDisplay(PrintStream out, boolean bars) {
        this.out = out;
        this.bars = bars;
    }

    static TerminalDisplay onStandardError() {
        return new TerminalDisplay(System.err, isTerminal());
    }

    /// Standard error may be a terminal where standard output is not, which Java cannot tell.
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }

    @Override
    public Step begin(String what, long all) {
        return bars ? new Bar(what, all) : new Line(what);
    }

    private static String rate(long count, long nanos) {
        return String.format(Locale.ROOT, "%,d, %,.0f/s", count, count * 1e9 / Math.max(1, nanos));
    }

    private final class Line implements Step {

        private final String what;
        private final LongAdder done = new LongAdder();
        private final long begun = System.nanoTime();

        Line(String what) {
            this.what = what;
        }

        @Override
        public void advance() {
            done.increment();
        }

        @Override
        public void close() {
            out.println(what + ": " + rate(done.sum(), System.nanoTime() - begun));
        }
    }

    private final class Bar implements Step {

        private final String what;
        private final long all;
        private final LongAdder done = new LongAdder();
        private final long begun = System.nanoTime();
        private final Thread painter;

        Bar(String what, long all) {
            this.what = what;
            this.all = all;
            this.painter = Thread.ofPlatform().daemon().name("progress").start(this::paint);
        }

        private void paint() {
            try {
                while (true) {
                    draw();
                    Thread.sleep(PERIOD_MILLIS);
                }
            } catch (InterruptedException over) {
                draw();
                out.println();
            }
        }

        private void draw() {
            long count = done.sum();
            int filled = all == 0 ? WIDTH : (int) Math.min(WIDTH, count * WIDTH / all);
            String bar = "=".repeat(filled) + " ".repeat(WIDTH - filled);
            out.print(String.format(
                    Locale.ROOT, "\r\u001b[K%-16s [%s] %s", what, bar, rate(count, System.nanoTime() - begun)));
            out.flush();
        }

        @Override
        public void advance() {
            done.increment();
        }

        @Override
        public void close() {
            painter.interrupt();
            try {
                painter.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
