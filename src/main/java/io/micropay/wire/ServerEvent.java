package io.micropay.wire;

import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import java.util.List;
import java.util.Optional;

/// What the server tells a session that listens to events, without having been asked. Each is a line that begins
/// with `!`, and stands before, between or behind answers, never inside one.
public sealed interface ServerEvent {

    /// The account was paid.
    ///
    /// @param balance what it has now
    record Paid(String proof, Amount balance) implements ServerEvent {}

    /// Somebody wants to pay the account, and asks it to countersign.
    record Ordered(PaymentOrder order, Base64Url payerSignature) implements ServerEvent {}

    /// What became of an order that the account had put before a payee.
    ///
    /// @param outcome what the same `RELAY` is answered with now: [Response.Declined], [Response.TransOk] or
    ///     [Response.TransFailed]
    record Relayed(PaymentId id, Response outcome) implements ServerEvent {
        public Relayed {
            if (!isOutcome(outcome)) {
                throw new IllegalArgumentException("no outcome of an order: " + outcome);
            }
        }

        private static boolean isOutcome(Response response) {
            return response instanceof Response.Declined
                    || response instanceof Response.TransOk
                    || response instanceof Response.TransFailed;
        }
    }

    /// Whether a line is an event, or one of a later version: no answer in any case.
    static boolean isEvent(String line) {
        return line.startsWith("!");
    }

    /// The line, without its line feed.
    default String line() {
        return switch (this) {
            case Paid paid -> "!PAID#" + paid.proof() + "#" + paid.balance();
            case Ordered ordered -> "!ORDER#" + ordered.order() + "#" + ordered.payerSignature();
            case Relayed relayed -> "!RELAYED#" + relayed.id() + "#" + ResponseCodec.encode(relayed.outcome());
        };
    }

    /// Reads an event; empty when it is one of a later version, to be ignored. So are fields that a later version
    /// adds at the end.
    ///
    /// @throws FormatException when it is one of ours, but not of its form
    static Optional<ServerEvent> parse(String line) throws FormatException {
        List<String> fields = Fields.split(line);
        return switch (fields.getFirst()) {
            case "!PAID" -> Optional.of(paid(fields));
            case "!ORDER" -> Optional.of(ordered(fields));
            case "!RELAYED" -> Optional.of(relayed(fields));
            default -> Optional.empty();
        };
    }

    private static Paid paid(List<String> fields) throws FormatException {
        requireAtLeast(ResponseReader.PROOF_FIELDS + 2, fields);
        return new Paid(ResponseReader.proof(fields), Fields.amount(fields.get(ResponseReader.PROOF_FIELDS + 1)));
    }

    private static Ordered ordered(List<String> fields) throws FormatException {
        requireAtLeast(8, fields);
        Base64Url payerSignature = Fields.signature(fields.get(7));
        PaymentOrder order = Fields.order(fields, 1).orElseThrow(() -> new FormatException("bad amount"));
        return new Ordered(order, payerSignature);
    }

    private static Relayed relayed(List<String> fields) throws FormatException {
        requireAtLeast(3, fields);
        PaymentId id = Fields.id(fields.get(1));
        String answer = String.join("#", fields.subList(2, fields.size()));
        Response outcome = ResponseReader.read(new Request.EventsOn(), answer);
        if (!Relayed.isOutcome(outcome)) {
            throw new FormatException("no outcome of an order");
        }
        return new Relayed(id, outcome);
    }

    private static void requireAtLeast(int count, List<String> fields) throws FormatException {
        if (fields.size() < count) {
            throw new FormatException("an event with too few fields");
        }
    }
}
