package io.micropay.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// One batch of the ledger's writer: what was asked, and what it took to make it durable.
@Name("micropay.LedgerBatch")
@Label("Ledger Batch")
@Category("micropay")
@Description("One batch of the ledger's writer: what was asked, and what it took to make it durable")
@StackTrace(false)
public final class LedgerBatchEvent extends Event {

    @Label("Commands")
    @Description("Transfers, registrations, cancellations and questions in the batch")
    public int commands;

    @Label("Transfers")
    @Description("Transfers the batch posted")
    public int transfers;

    @Label("Decision")
    @Description("The time to decide and write the batch")
    @Timespan(Timespan.NANOSECONDS)
    public long decisionNanos;

    @Label("Commit")
    @Description("The time of the durable commit")
    @Timespan(Timespan.NANOSECONDS)
    public long commitNanos;
}
