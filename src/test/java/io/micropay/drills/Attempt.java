package io.micropay.drills;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.TestClient;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A request that a client of a drill makes, again if it must, and the last answer, if one came.
///
/// Written by the client's thread, and read when that has ended.
final class Attempt {

    private final PaymentOrder order;
    private final String line;
    private int times;
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
        times++;
        answer = null;
        try {
            answer = client.send(line).readOrEnd();
        } catch (UncheckedIOException gone) {
            // The server is gone, and nobody knows what became of it.
        }
    }

    boolean wasSent() {
        return times > 0;
    }

    boolean wasRepeated() {
        return times > 1;
    }

    boolean wasAnswered() {
        return answer != null;
    }

    /// Whether the answer is more than that the server is busy, which says nothing.
    boolean isSettled() {
        return answer != null && !isBusy(answer);
    }

    static boolean isBusy(String answer) {
        return answer.startsWith("TRANS FAIL#BUSY#");
    }

    /// The answer, of an attempt that was answered.
    String answer() {
        return Objects.requireNonNull(answer);
    }
}
