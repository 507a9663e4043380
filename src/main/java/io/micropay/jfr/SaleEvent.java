package io.micropay.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A payment for a shop's order.
@Name("micropay.Sale")
@Label("Sale")
@Category("micropay")
@Description("A payment for a shop's order")
@StackTrace(false)
public final class SaleEvent extends Event {

    @Label("Order Id")
    public String order = "";

    @Label("Payment Id")
    public String payment = "";

    @Label("Outcome")
    @Description("SOLD, or the reason of the refusal")
    public String outcome = "";
}
