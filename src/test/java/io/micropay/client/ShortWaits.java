package io.micropay.client;

import io.micropay.net.Deadlines;
import io.micropay.net.Watchdog;
import java.time.Duration;

/// The waits of a wallet whose test has no time, and yet long enough for a machine that has much to do.
final class ShortWaits {

    private static final Duration PAYEE = Duration.ofSeconds(4);
    private static final Duration HANDSHAKE = Duration.ofSeconds(2);

    static final Waits WAITS = new Waits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            PAYEE,
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            idleFor(Duration.ofMinutes(5)),
            idleFor(PAYEE),
            idleFor(PAYEE));

    private ShortWaits() {}

    private static Watchdog idleFor(Duration idle) {
        Deadlines standard = Deadlines.standard();
        return Watchdog.start(new Deadlines(
                HANDSHAKE,
                standard.line(),
                standard.write(),
                idle,
                standard.drain(),
                standard.anonymous(),
                standard.block()));
    }
}
