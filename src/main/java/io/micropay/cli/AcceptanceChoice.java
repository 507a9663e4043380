package io.micropay.cli;

import io.micropay.client.AcceptancePolicy;
import io.micropay.money.Amount;
import io.micropay.money.PlainText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What `--accept` says.
///
/// @param withoutAsking the policy; empty to ask a person each time
record AcceptanceChoice(Optional<AcceptancePolicy> withoutAsking) {

    static final AcceptanceChoice NONE =
            new AcceptanceChoice(Optional.of(new AcceptancePolicy.None("the payee takes no payments")));

    /// What is no amount.
    static final class Words extends Candidates {
        Words() {
            super(List.of("all", "ask", "none"));
        }
    }

    /// Reads `all`, `ask`, `none` or an amount.
    static final class Converter implements ITypeConverter<AcceptanceChoice> {
        @Override
        public AcceptanceChoice convert(String text) {
            return switch (text) {
                case "ask" -> new AcceptanceChoice(Optional.empty());
                case "all" -> new AcceptanceChoice(Optional.of(new AcceptancePolicy.All()));
                case "none" -> NONE;
                default -> new AcceptanceChoice(Optional.of(new AcceptancePolicy.UpTo(limit(text))));
            };
        }

        private static Amount limit(String text) {
            return Amount.parseTyped(text)
                    .orElseThrow(() -> new TypeConversionException("'" + PlainText.shown(text)
                            + "' is not all, ask or none, and not an amount like 2000 or 0.5"));
        }
    }
}
