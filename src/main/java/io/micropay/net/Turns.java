package io.micropay.net;

import java.util.concurrent.atomic.AtomicReference;

/// Whose turn it is on a channel: its reader's, or that of the request in hand.
///
/// ```
/// READING ⇄ IN_HAND
///    ↓         ↓
/// FINISHED   LAST
/// ```
final class Turns {

    private enum Turn {
        READING,
        IN_HAND,
        LAST,
        FINISHED
    }

    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.READING);

    /// The request in hand is answered. Returns whether another may be read.
    boolean beginReading() {
        return turn.compareAndSet(Turn.IN_HAND, Turn.READING) || turn.get() == Turn.READING;
    }

    /// A request has been read. Returns whether it may be answered.
    boolean takeInHand() {
        return turn.compareAndSet(Turn.READING, Turn.IN_HAND);
    }

    /// No more requests. Returns whether that ends the channel now, with none in hand.
    boolean finish() {
        while (true) {
            if (turn.compareAndSet(Turn.READING, Turn.FINISHED)) {
                return true;
            }
            if (turn.compareAndSet(Turn.IN_HAND, Turn.LAST) || turn.get() == Turn.LAST || isFinished()) {
                return false;
            }
        }
    }

    /// Whether the channel ended while its reader waited for a request.
    boolean isFinished() {
        return turn.get() == Turn.FINISHED;
    }
}
