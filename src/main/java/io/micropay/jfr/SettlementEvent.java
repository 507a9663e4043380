package io.micropay.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// A merchant's day that was to be settled, with the time of each phase.
@Name("micropay.Settlement")
@Label("Settlement")
@Category("micropay")
@Description("A merchant's day that was to be settled, with the time of each phase")
@StackTrace(false)
public final class SettlementEvent extends Event {

    @Label("Merchant")
    public String merchant = "";

    @Label("Date")
    public String date = "";

    @Label("Outcome")
    @Description("SETTLED, REFUSED or BUSY")
    public String outcome = "";

    @Label("Matched")
    public int matched;

    @Label("Missing")
    public int missing;

    @Label("Extra")
    public int extra;

    @Label("Mismatched")
    public int mismatched;

    @Label("Opening")
    @Description("Decrypting, verifying and reading what the merchant has sent")
    @Timespan(Timespan.NANOSECONDS)
    public long openingNanos;

    @Label("Reconciliation")
    @Description("Gathering the ledger's payments, and holding the file against them")
    @Timespan(Timespan.NANOSECONDS)
    public long reconciliationNanos;

    @Label("Keeping")
    @Description("The durable decision, and the files")
    @Timespan(Timespan.NANOSECONDS)
    public long keepingNanos;
}
