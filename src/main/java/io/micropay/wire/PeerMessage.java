package io.micropay.wire;

import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;
import java.util.List;

/// What payer and payee say to each other on their own connection.
public sealed interface PeerMessage {

    /// The payer asks the payee to countersign.
    record Order(PaymentOrder order, Base64Url payerSignature) implements PeerMessage {}

    /// The payee countersigned, and submits the payment.
    record Accepted(Base64Url payeeSignature) implements PeerMessage {}

    record Declined(String reason) implements PeerMessage {}

    /// The line, without its line feed.
    default String line() {
        return switch (this) {
            case Order order -> "ORDER#" + order.order() + "#" + order.payerSignature();
            case Accepted accepted -> "ACCEPTED#" + accepted.payeeSignature();
            case Declined declined -> "DECLINED#" + Fields.text(declined.reason());
        };
    }

    /// Reads a line between two people.
    ///
    /// @throws FormatException when it is none of theirs
    static PeerMessage parse(String line) throws FormatException {
        List<String> fields = Fields.split(line);
        return switch (fields.getFirst()) {
            case "ORDER" -> order(fields);
            case "ACCEPTED" -> {
                if (fields.size() < 2) {
                    throw new FormatException("wrong number of fields");
                }
                yield new Accepted(Fields.signature(fields.get(1)));
            }
            case "DECLINED" -> new Declined(fields.size() > 1 ? Fields.text(fields.get(1)) : "");
            default -> throw new FormatException("unknown message");
        };
    }

    private static PeerMessage order(List<String> fields) throws FormatException {
        if (fields.size() != 8) {
            throw new FormatException("wrong number of fields");
        }
        Base64Url payerSignature = Fields.signature(fields.get(7));
        PaymentOrder order = Fields.order(fields, 1).orElseThrow(() -> new FormatException("bad amount"));
        return new Order(order, payerSignature);
    }
}
