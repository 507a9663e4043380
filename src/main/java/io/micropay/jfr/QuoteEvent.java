package io.micropay.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A basket that somebody wants to buy, until its stock is held or the shop has said no.
@Name("micropay.Quote")
@Label("Quote")
@Category("micropay")
@Description("A basket that somebody wants to buy, until its stock is held or the shop has said no")
@StackTrace(false)
public final class QuoteEvent extends Event {

    @Label("Order Id")
    public String order = "";

    @Label("Merchant")
    public String merchant = "";

    @Label("Outcome")
    @Description("QUOTED, or the reason of the refusal")
    public String outcome = "";
}
