package io.micropay.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A client's wait for a free worker.
@Name("micropay.WorkerWait")
@Label("Wait for a Worker")
@Category("micropay")
@Description("A client's wait for a free worker")
@StackTrace(false)
public final class WorkerWaitEvent extends Event {

    @Label("Ahead")
    @Description("Clients that were before this one when it came")
    public int ahead;

    @Label("Assigned")
    @Description("Whether it got a worker; false when it left before")
    public boolean assigned;
}
