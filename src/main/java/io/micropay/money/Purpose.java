package io.micropay.money;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a memo says that a payment is for: a person's words, or one of the forms that the protocol reserves.
///
/// A memo of a reserved form only claims; whether it is true takes more than the memo.
public sealed interface Purpose {

    /// The payer's own words; may be empty.
    record Words(String text) implements Purpose {}

    /// Pays back an earlier payment, or a part of it.
    ///
    /// @param original the id that its payer gave it
    record Refund(PaymentId original) implements Purpose {}

    /// Pays what the payee has asked for.
    ///
    /// @param reference the payee's own name for it
    record Request(String reference) implements Purpose {}

    /// Pays for a basket that the shop's merchant has quoted.
    ///
    /// @param basketHash lower-case hex: what the order holds, and at which prices
    record Order(OrderId order, String basketHash) implements Purpose {}

    String ORDER = "order:";
    String REFUND = "refund:";
    String REQUEST = "request:";

    Pattern REFERENCE = Pattern.compile("[A-Za-z0-9]{8,64}");

    /// Reads a memo. One that has a reserved beginning and no more of the form is words that mean nothing.
    static Purpose of(Memo memo) {
        String text = memo.text();
        if (text.startsWith(ORDER)) {
            return order(text.substring(ORDER.length())).orElseGet(() -> new Words(text));
        }
        if (text.startsWith(REFUND)) {
            Optional<PaymentId> id = PaymentId.parse(text.substring(REFUND.length()));
            if (id.isPresent()) {
                return new Refund(id.get());
            }
        }
        if (text.startsWith(REQUEST) && isReference(text.substring(REQUEST.length()))) {
            return new Request(text.substring(REQUEST.length()));
        }
        return new Words(text);
    }

    /// Reads `<order id>:<basket hash>`.
    private static Optional<Purpose> order(String text) {
        int colon = text.indexOf(':');
        return colon < 0 || !Sha256Text.isOfTheForm(text.substring(colon + 1))
                ? Optional.empty()
                : OrderId.parse(text.substring(0, colon)).map(id -> new Order(id, text.substring(colon + 1)));
    }

    /// Whether words begin as only micropay's own memos may.
    static boolean isReserved(String words) {
        return words.startsWith(ORDER) || words.startsWith(REFUND) || words.startsWith(REQUEST);
    }

    /// Whether it can be a payee's name for a request.
    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /// The memo that says so; empty when the words are none that a memo can hold.
    default Optional<Memo> memo() {
        return switch (this) {
            case Words words -> Memo.of(words.text());
            case Refund refund -> Memo.of(REFUND + refund.original());
            case Order order -> Memo.of(ORDER + order.order() + ":" + order.basketHash());
            case Request request -> Memo.of(REQUEST + request.reference());
        };
    }
}
