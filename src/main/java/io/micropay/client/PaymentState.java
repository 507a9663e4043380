package io.micropay.client;

import java.util.Optional;

/// What became of an order that this wallet has signed. All but [Open] is for good.
public sealed interface PaymentState {

    String REFUSED = "REFUSED#";
    String CANCELLED = "CANCELLED";

    /// The order can be paid, or may have been: nobody has said for good what became of it.
    record Open() implements PaymentState {}

    record Committed() implements PaymentState {}

    /// Refused, and it can no longer be paid.
    ///
    /// @param reason a word of the protocol
    record Refused(String reason) implements PaymentState {}

    /// Cancelled for good.
    ///
    /// @param declined why the payee did not want it; empty when it was cancelled for another reason
    record Cancelled(String declined) implements PaymentState {}

    /// Nobody paid it while it could be.
    record Lapsed() implements PaymentState {}

    /// What a result says of the order it is about.
    static PaymentState of(PaymentResult result) {
        return switch (result) {
            case PaymentResult.Paid paid -> new Committed();
            case PaymentResult.Open open -> new Open();
            case PaymentResult.NotPaid notPaid -> ofUnpaid(notPaid.obstacle());
        };
    }

    private static PaymentState ofUnpaid(Obstacle obstacle) {
        if (obstacle instanceof Obstacle.Refused refused) {
            return new Refused(refused.reason());
        }
        if (obstacle instanceof Obstacle.Declined declined) {
            return new Cancelled(declined.reason());
        }
        return obstacle instanceof Obstacle.Lapsed || obstacle instanceof Obstacle.IdTaken
                ? new Lapsed()
                : new Cancelled("");
    }

    /// The state as the journal has it.
    default String line() {
        return switch (this) {
            case Open open -> "OPEN";
            case Committed committed -> "COMMITTED";
            case Refused refused -> REFUSED + refused.reason();
            case Cancelled cancelled ->
                cancelled.declined().isEmpty() ? CANCELLED : CANCELLED + "#" + cancelled.declined();
            case Lapsed lapsed -> "LAPSED";
        };
    }

    /// Reads what [#line()] wrote; empty when it is nothing of that.
    static Optional<PaymentState> parse(String line) {
        return switch (line) {
            case "OPEN" -> Optional.of(new Open());
            case "COMMITTED" -> Optional.of(new Committed());
            case CANCELLED -> Optional.of(new Cancelled(""));
            case "LAPSED" -> Optional.of(new Lapsed());
            default -> withReason(line);
        };
    }

    private static Optional<PaymentState> withReason(String line) {
        if (line.startsWith(REFUSED)) {
            return Optional.of(new Refused(line.substring(REFUSED.length())));
        }
        return line.startsWith(CANCELLED + "#")
                ? Optional.of(new Cancelled(line.substring(CANCELLED.length() + 1)))
                : Optional.empty();
    }
}
