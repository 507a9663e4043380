package io.micropay.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// An order that the server put before its payee, until the payee's answer or the end of the wait for it.
@Name("micropay.Relay")
@Label("Relay")
@Category("micropay")
@Description("An order that the server put before its payee, until the payee's answer or the end of the wait for it")
@StackTrace(false)
public final class RelayEvent extends Event {

    @Label("Payment Id")
    public String id = "";

    @Label("Outcome")
    @Description("COMMITTED, DECLINED and why, or the reason of the refusal")
    public String outcome = "";
}
