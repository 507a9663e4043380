package io.micropay.client;

import io.micropay.money.Amount;
import java.util.Optional;

/// Which payments a payee takes, where no [AcceptanceRule] says more.
public sealed interface AcceptancePolicy {

    record All() implements AcceptancePolicy {}

    /// Takes none.
    ///
    /// @param reason what the payer is told
    record None(String reason) implements AcceptancePolicy {}

    /// Asks a person, each time.
    record Ask(Consent consent) implements AcceptancePolicy {}

    /// Takes amounts up to the limit, and no others.
    record UpTo(Amount limit) implements AcceptancePolicy {}

    /// Does not ask by itself, but somebody is there whom a rule can have asked.
    record Attended(AcceptancePolicy otherwise, Consent consent) implements AcceptancePolicy {}

    /// How to ask a person, if there is one.
    default Optional<Consent> person() {
        return switch (this) {
            case Ask ask -> Optional.of(ask.consent());
            case Attended attended -> Optional.of(attended.consent());
            case All all -> Optional.empty();
            case None none -> Optional.empty();
            case UpTo upTo -> Optional.empty();
        };
    }
}
