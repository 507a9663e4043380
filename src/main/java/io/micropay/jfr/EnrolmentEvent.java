package io.micropay.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A request for a certificate, and what became of it.
@Name("micropay.Enrolment")
@Label("Enrolment")
@Category("micropay")
@Description("A request for a certificate, and what became of it")
@StackTrace(false)
public final class EnrolmentEvent extends Event {

    @Label("Name")
    @Description("The name that was certified, empty when none was")
    public String name = "";

    @Label("Key")
    @Description("The SHA-256 of the key, empty when the request is not readable")
    public String key = "";

    @Label("Outcome")
    @Description("ENROLLED, or why not")
    public String outcome = "";
}
