package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What people have been told about their payments, which holds for ever: by servers that are dead now, too.
final class Book {

    private static final String COMMITTED = "COMMITTED#";

    /// For each payment what STATUS must answer.
    private final Map<PaymentOrder, String> settled = new HashMap<>();

    /// Takes down what was answered. Two answers about one payment must be of one mind.
    void note(Collection<Attempt> attempts) {
        for (Attempt attempt : attempts) {
            if (attempt.wasAnswered()) {
                settle(attempt.order(), status(attempt.answer()));
            }
        }
    }

    void settle(PaymentOrder order, String status) {
        String before = settled.putIfAbsent(order, status);
        assertThat(status).as("what becomes of %s", order).isEqualTo(before == null ? status : before);
    }

    /// What STATUS says after this answer to TRANS or CANCEL.
    static String status(String answer) {
        assertThat(answer).matches("TRANS OK#.*|TRANS FAIL#(CANCELLED|INSUFFICIENT)#.*|COMMITTED#.*|CANCELLED");
        return answer.replaceFirst("^TRANS OK#", COMMITTED)
                .replaceFirst("^TRANS FAIL#CANCELLED#.*", "CANCELLED")
                .replaceFirst("^TRANS FAIL#INSUFFICIENT#.*", "REFUSED#INSUFFICIENT");
    }

    boolean isSettled(PaymentOrder order) {
        return settled.containsKey(order);
    }

    String statusOf(PaymentOrder order) {
        return settled.get(order);
    }

    Collection<PaymentOrder> orders() {
        return settled.keySet();
    }

    /// The proofs that people hold.
    List<String> proofs() {
        return settled.values().stream()
                .filter(status -> status.startsWith(COMMITTED))
                .map(status -> status.substring(COMMITTED.length()))
                .toList();
    }
}
