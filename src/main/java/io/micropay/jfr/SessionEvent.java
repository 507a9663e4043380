package io.micropay.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A client's session, from the greeting to its end.
@Name("micropay.Session")
@Label("Session")
@Category("micropay")
@Description("A client's session, from the greeting to its end")
@StackTrace(false)
public final class SessionEvent extends Event {

    @Label("Remote Address")
    public String remote = "";

    @Label("Account")
    @Description("The account that logged in, empty without a login")
    public String account = "";

    @Label("Requests")
    public long requests;

    @Label("End")
    @Description("Why the session ended")
    public String end = "";
}
