package io.micropay.cli;

import io.micropay.client.shell.Counted;
import io.micropay.client.shop.DayProgress;
import java.io.PrintWriter;

/// Shows at a terminal how far the closing of a day has come, for the threads that tell.
final class DayBar implements DayProgress, AutoCloseable {

    private final ProgressBar bar;

    DayBar(ProgressBar bar) {
        this.bar = bar;
    }

    static DayBar on(PrintWriter err) {
        return new DayBar(ProgressBar.on(err, "receipts read"));
    }

    @Override
    public synchronized void read(long done, long all) {
        bar.at(done, all);
    }

    @Override
    public synchronized void reconciling(int payments) {
        bar.during("the ledger reconciles " + Counted.of(payments, "payment"));
    }

    @Override
    public synchronized void close() {
        bar.close();
    }
}
