package io.micropay.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// A payment, from the submitted line to the answer, with the time of each phase.
@Name("micropay.Payment")
@Label("Payment")
@Category("micropay")
@Description("A payment, from the submitted line to the answer, with the time of each phase")
@StackTrace(false)
public final class PaymentEvent extends Event {

    @Label("Payment Id")
    public String id = "";

    @Label("Outcome")
    @Description("COMMITTED, REPEATED, or the reason of the refusal")
    public String outcome = "";

    @Label("Verification")
    @Description("Both signatures and the ledger's look-up, side by side")
    @Timespan(Timespan.NANOSECONDS)
    public long verificationNanos;

    @Label("Commit")
    @Description("The wait for the ledger's writer and the durable commit")
    @Timespan(Timespan.NANOSECONDS)
    public long commitNanos;

    @Label("Receipt")
    @Description("The signing of the receipt")
    @Timespan(Timespan.NANOSECONDS)
    public long receiptNanos;
}
