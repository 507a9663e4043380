package io.micropay.client;

import io.micropay.net.Deadlines;
import io.micropay.net.Watchdog;
import java.time.Duration;

/// How long a wallet waits, for whom.
///
/// Nobody is waited for without an end. The connections' own deadlines are kept by one watchdog for each of the three
/// kinds of connection, which live as long as the process.
final class Waits {

    /// For the first line of a server or of a payee.
    static final Duration GREETING = Duration.ofSeconds(10);

    /// For a worker, when others wait before. A server whose clients wait longer serves nobody.
    static final Duration WORKER = Duration.ofHours(1);

    /// For a worker, while a payment is in doubt.
    static final Duration WORKER_IN_DOUBT = Duration.ofSeconds(10);

    /// For each line of a server's answer.
    static final Duration ANSWER = Duration.ofSeconds(30);

    /// For a person to accept a payment, as the protocol has it.
    static final Duration QUESTION = Duration.ofSeconds(60);

    /// For a payee's answer: its question, and the way there and back.
    static final Duration PAYEE = Duration.ofSeconds(65);

    /// Between two questions what became of an order that the server has put before its payee, and should have told.
    static final Duration RELAY = Duration.ofSeconds(5);

    /// Between two requests that keep a session from being idle, which a server allows for 15 minutes.
    static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

    private static final Deadlines STANDARD = Deadlines.standard();

    /// The server's lines come when they come; [ServerConnection] counts what is owed.
    static final Watchdog SERVER = Watchdog.start(idleFor(Duration.ofDays(1)));

    static final Watchdog PAYEE_LINES = Watchdog.start(idleFor(PAYEE));

    static final Watchdog PAYER_LINES = Watchdog.start(idleFor(GREETING));

    private Waits() {}

    private static Deadlines idleFor(Duration idle) {
        return new Deadlines(
                STANDARD.handshake(),
                STANDARD.line(),
                STANDARD.write(),
                idle,
                STANDARD.drain(),
                STANDARD.anonymous(),
                STANDARD.block());
    }
}
