package io.micropay.drills;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.TestClient;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A request that a client of a drill makes once, and the answer, if one came.
///
/// Written by the client's thread, and read when that has ended.
final class Attempt {

    private final PaymentOrder order;
    private final String line;
    private boolean sent;
    private @Nullable String answer;

    /// @param order what it is about
    /// @param line what is said
    Attempt(PaymentOrder order, String line) {
        this.order = order;
        this.line = line;
    }

    PaymentOrder order() {
        return order;
    }

    String line() {
        return line;
    }

    boolean isSubmission() {
        return line.startsWith("TRANS#");
    }

    /// Says the line, and waits for the answer or the end of the connection.
    void make(TestClient client) {
        sent = true;
        try {
            answer = client.send(line).readOrEnd();
        } catch (UncheckedIOException gone) {
            // The server is gone, and nobody knows what became of it.
        }
    }

    boolean wasSent() {
        return sent;
    }

    boolean wasAnswered() {
        return answer != null;
    }

    /// The answer, of an attempt that was answered.
    String answer() {
        return Objects.requireNonNull(answer);
    }
}
