package io.micropay.client;

import io.micropay.money.Amount;

/// Which payments a payee takes.
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
}
