package io.micropay.jfr;

import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/// All events of micropay.
public final class Events {

    private static final List<Class<? extends Event>> ALL = List.of(
            HandshakeEvent.class,
            WorkerWaitEvent.class,
            PaymentEvent.class,
            LedgerBatchEvent.class,
            SessionEvent.class);

    private Events() {}

    /// Makes the events known to the flight recorder; called once at start.
    ///
    /// `jfr view` misses event types that are first seen after a recording's first chunk.
    public static void register() {
        ALL.forEach(FlightRecorder::register);
    }
}
