package io.micropay.net;

import java.io.IOException;
import java.util.Locale;

/// The watchdog closed the connection, because its peer was late.
public final class DeadlinePassedException extends IOException {

    private final Deadline deadline;

    DeadlinePassedException(Deadline deadline, IOException cause) {
        super(deadline.name().toLowerCase(Locale.ROOT) + " deadline passed", cause);
        this.deadline = deadline;
    }

    /// What the peer was late with.
    public Deadline deadline() {
        return deadline;
    }
}
