package io.micropay.client;

import io.micropay.money.Amount;
import java.util.Optional;

/// What a payee has said to do about somebody's orders.
public sealed interface AcceptanceRule {

    /// Takes them without asking.
    ///
    /// @param limit the largest amount taken so; what is above is asked about
    record Accept(Optional<Amount> limit) implements AcceptanceRule {}

    record Ask() implements AcceptanceRule {}

    record Decline() implements AcceptanceRule {}

    /// The rule as the wallet keeps it.
    default String line() {
        return switch (this) {
            case Accept accept ->
                "accept" + accept.limit().map(limit -> " " + limit).orElse("");
            case Ask ask -> "ask";
            case Decline decline -> "decline";
        };
    }

    /// Reads what [#line()] wrote; empty when it is nothing of that.
    static Optional<AcceptanceRule> parse(String line) {
        return switch (line) {
            case "accept" -> Optional.of(new Accept(Optional.empty()));
            case "ask" -> Optional.of(new Ask());
            case "decline" -> Optional.of(new Decline());
            default ->
                line.startsWith("accept ")
                        ? Amount.parse(line.substring("accept ".length())).map(limit -> new Accept(Optional.of(limit)))
                        : Optional.empty();
        };
    }
}
