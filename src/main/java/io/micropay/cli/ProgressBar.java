package io.micropay.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How far a long piece of work has come, on one line of a terminal that disappears in the end.
///
/// Where standard error is not a terminal, nothing is shown.
final class ProgressBar implements AutoCloseable {

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintWriter out;
    private final boolean seen;
    private final String verb;
    private final LongSupplier nanoTime;
    private final long start;
    private long drawn;
    private boolean shown;

    /// @param seen whether there is somebody who looks
    /// @param verb what has been done to that much: `verified`
    ProgressBar(PrintWriter out, boolean seen, String verb, LongSupplier nanoTime) {
        this.out = out;
        this.seen = seen;
        this.verb = verb;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.drawn = start;
    }

    static ProgressBar on(PrintWriter err, String verb) {
        return new ProgressBar(err, isTerminal(), verb, System::nanoTime);
    }

    /// A bar that is never seen.
    static ProgressBar none(PrintWriter err) {
        return new ProgressBar(err, false, "", System::nanoTime);
    }

    /// Whether standard error is a terminal; only Linux tells a Java program.
    static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /// Shows that `done` of `all` is done, if that was not shown just now.
    void at(long done, long all) {
        long now = nanoTime.getAsLong();
        if (seen && all > 0 && now - drawn >= REDRAW_NANOS) {
            drawn = now;
            shown = true;
            out.print(CLEAR_LINE + line(done, all, now - start));
            out.flush();
        }
    }

    /// Shows what is waited for: nobody knows how far it has come.
    void during(String work) {
        if (seen) {
            shown = true;
            out.print(CLEAR_LINE + work + " ...");
            out.flush();
        }
    }

    private String line(long done, long all, long nanos) {
        double part = (double) done / all;
        int filled = (int) (part * WIDTH);
        String left = done == 0 ? "" : String.format(Locale.ROOT, ", %d s left", secondsLeft(part, nanos));
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%, %d of %d %s%s",
                "=".repeat(filled),
                " ".repeat(WIDTH - filled),
                (int) (part * 100),
                done,
                all,
                verb,
                left);
    }

    private static long secondsLeft(double part, long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds((long) (nanos * (1 - part) / part));
    }

    /// Takes the line away.
    @Override
    public void close() {
        if (shown) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
