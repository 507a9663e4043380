package io.micropay.ledger;

/// What became of a registration.
public sealed interface Registration {

    /// The account is open, with its deposit, durably.
    record Registered(Account account) implements Registration {}

    record Refused(Reason reason) implements Registration {}

    /// The ledger is at its limit, out of disk space, or closing.
    record Busy() implements Registration {}

    /// Why an account was not opened, in order of precedence.
    enum Reason {
        NAME_TAKEN,
        KEY_HAS_ACCOUNT,
        DEPOSIT_ABOVE_LIMIT
    }
}
