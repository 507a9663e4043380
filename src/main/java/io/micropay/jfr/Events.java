package io.micropay.jfr;

import java.lang.invoke.MethodHandles;
import java.util.List;
import jdk.jfr.Event;

/// All events of micropay.
public final class Events {

    private static final List<Class<? extends Event>> ALL = List.of(
            HandshakeEvent.class,
            DtlsHandshakeEvent.class,
            WorkerWaitEvent.class,
            PaymentEvent.class,
            LedgerBatchEvent.class,
            SessionEvent.class,
            EnrolmentEvent.class,
            RelayEvent.class,
            QuoteEvent.class,
            SaleEvent.class,
            SettlementEvent.class,
            ClockEvent.class);

    private Events() {}

    /// Makes the events known to the flight recorder; to be called as a server starts. Once more does nothing.
    ///
    /// `jfr view` misses event types that are first seen after a recording's first chunk. A class of events
    /// registers itself when it is initialised, as it is for the first event. [jdk.jfr.FlightRecorder#register]
    /// takes the recorder's lock before it initialises the class: beside a session that makes its first event just
    /// then, and so takes the two the other way round, neither would ever go on.
    public static void register() {
        for (Class<? extends Event> type : ALL) {
            try {
                MethodHandles.lookup().ensureInitialized(type);
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException("our own class is not ours", impossible);
            }
        }
    }
}
