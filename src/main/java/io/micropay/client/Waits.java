package io.micropay.client;

import io.micropay.net.Deadlines;
import io.micropay.net.Watchdog;
import java.time.Duration;

/// How long a wallet waits, for whom.
///
/// Nobody is waited for without an end. The connections' own deadlines are kept by one watchdog for each of the three
/// kinds of connection, which live as long as the process.
///
/// @param greeting for the first line of a server or of a payee
/// @param worker for a worker, when others wait before. A server whose clients wait longer serves nobody
/// @param workerInDoubt for a worker, while a payment is in doubt
/// @param answer for each line of a server's answer
/// @param retry between two attempts to ask a server that did not answer what became of a payment
/// @param question for a person to accept a payment, as the protocol has it
/// @param payee for a payee's answer: its question, and the way there and back
/// @param relay between two questions what became of an order that the server has put before its payee, and should have
/// told
/// @param event for what the server tells right behind an answer
/// @param keepAlive between two requests that keep a session from being idle, which a server allows for 15 minutes
/// @param serverLines the server's lines come when they come; [ServerConnection] counts what is owed
record Waits(
        Duration greeting,
        Duration worker,
        Duration workerInDoubt,
        Duration answer,
        Duration retry,
        Duration question,
        Duration payee,
        Duration relay,
        Duration event,
        Duration keepAlive,
        Watchdog serverLines,
        Watchdog payeeLines,
        Watchdog payerLines) {

    private static final Duration GREETING = Duration.ofSeconds(10);
    private static final Duration PAYEE = Duration.ofSeconds(65);

    static final Waits STANDARD = new Waits(
            GREETING,
            Duration.ofHours(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMillis(500),
            Duration.ofSeconds(60),
            PAYEE,
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            idleFor(Duration.ofDays(1)),
            idleFor(PAYEE),
            idleFor(GREETING));

    private static Watchdog idleFor(Duration idle) {
        Deadlines standard = Deadlines.standard();
        return Watchdog.start(new Deadlines(
                standard.handshake(),
                standard.line(),
                standard.write(),
                idle,
                standard.drain(),
                standard.anonymous(),
                standard.block()));
    }
}
