package io.micropay.cli;

import io.micropay.bench.Interrupts;
import java.io.PrintStream;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/// Ctrl-C, which cuts a bench short: the first one is heeded, and the second ends the process.
///
/// Where SIGINT is ignored, as in the background of a shell without job control, it stays so.
final class InterruptSignal implements Interrupts {

    private static final String NAME = "INT";

    private final PrintStream err;

    /// @param err where the first one is answered
    private InterruptSignal(PrintStream err) {
        this.err = err;
    }

    static InterruptSignal onStandardError() {
        return new InterruptSignal(System.err);
    }

    @Override
    public Heed heed(Runnable cut) {
        Heeding heeding = new Heeding(cut);
        heeding.begin();
        return heeding;
    }

    private final class Heeding implements Heed {

        private final Runnable cut;
        private @Nullable Object before;

        Heeding(Runnable cut) {
            this.cut = cut;
        }

        synchronized void begin() {
            before = Signals.register(NAME, this::first);
        }

        private synchronized void first() {
            if (before != null) {
                end();
                cut.run();
                // At a terminal it stands behind the bar, which goes on below.
                err.println((ProgressBar.isTerminal() ? "\n" : "")
                        + "micropay: interrupted; what was measured comes next, unless it is interrupted once more");
                err.flush();
            }
        }

        @Override
        public synchronized void end() {
            if (before != null) {
                Signals.unregister(NAME, before);
                before = null;
            }
        }
    }
}
