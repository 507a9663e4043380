package io.micropay.client;

import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.Purpose;
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

    /// Takes what pays for orders of the payee's shop, which the server knows, and nothing else.
    record Orders() implements AcceptancePolicy {}

    /// What is wrong with a payment for this, whoever pays.
    default Optional<String> objection(Memo memo) {
        boolean other = this instanceof Orders && !(Purpose.of(memo) instanceof Purpose.Order);
        return other ? Optional.of("this is a shop: it takes payments for its orders only") : Optional.empty();
    }

    /// Whether it leaves a decision to this rule. What a shop has quoted it takes, unless it wants nothing of a payer.
    default boolean heeds(AcceptanceRule rule) {
        return !(this instanceof Orders) || rule instanceof AcceptanceRule.Decline;
    }

    /// How to ask a person, if there is one.
    default Optional<Consent> person() {
        return switch (this) {
            case Ask ask -> Optional.of(ask.consent());
            case Attended attended -> Optional.of(attended.consent());
            case All all -> Optional.empty();
            case None none -> Optional.empty();
            case UpTo upTo -> Optional.empty();
            case Orders orders -> Optional.empty();
        };
    }
}
