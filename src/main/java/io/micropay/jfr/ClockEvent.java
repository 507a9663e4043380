package io.micropay.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// A question to an NTP server, and how far this machine's clock is from its answer.
@Name("micropay.Clock")
@Label("Clock")
@Category("micropay")
@Description("A question to an NTP server, and how far this machine's clock is from its answer")
@StackTrace(false)
public final class ClockEvent extends Event {

    @Label("Server")
    public String server = "";

    @Label("Outcome")
    @Description("measured, or why there is no measurement")
    public String outcome = "";

    @Label("Offset")
    @Description("What has to be added to the clock: positive when it is behind")
    @Timespan(Timespan.MILLISECONDS)
    public long offsetMillis;

    @Label("Delay")
    @Description("How long question and answer were on their way")
    @Timespan(Timespan.NANOSECONDS)
    public long delayNanos;

    @Label("Stratum")
    @Description("The server's distance from a reference clock")
    public int stratum;
}
