package io.micropay.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the virtual machine give memory back that a rush of clients has left unused.
///
/// By itself it would keep the heap as large as the handshakes of thousands of clients have made it until the next
/// collection, which a server of idle clients does not meet for hours. The flags are those that may be set while it
/// runs (JEP 346), so that `java -jar` needs no options.
final class HeapTrim {

    /// A collection when there was none for so many milliseconds.
    private static final String INTERVAL = "G1PeriodicGCInterval";

    /// For the command line of a server that is to do it sooner.
    static final String AFTER_TEN_SECONDS = "-XX:" + INTERVAL + "=10000";

    private static final Logger LOG = LoggerFactory.getLogger("micropay.server");

    /// After a short silence the next rush finds the heap as it was, and need not have it grow again, one collection
    /// after the other.
    private static final String INTERVAL_MILLIS = "60000";

    /// How much of the heap may be free after a collection, in percent.
    private static final String FREE_MIN = "10";

    private static final String FREE_MAX = "20";

    private HeapTrim() {}

    /// To be called when clients can come: what it takes to reach the flags would be a good part of a server's start.
    static void setFlags() {
        try {
            var machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            set(machine, "MinHeapFreeRatio", FREE_MIN); // first: it may never be above the other
            set(machine, "MaxHeapFreeRatio", FREE_MAX);
            set(machine, INTERVAL, INTERVAL_MILLIS);
        } catch (RuntimeException anotherMachine) {
            LOG.debug("the heap is left to the virtual machine", anotherMachine);
        }
    }

    /// What the person who runs it has set stays.
    private static void set(HotSpotDiagnosticMXBean machine, String flag, String value) {
        if (machine.getVMOption(flag).getOrigin() == VMOption.Origin.DEFAULT) {
            machine.setVMOption(flag, value);
        }
    }
}
