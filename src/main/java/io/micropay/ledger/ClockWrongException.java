package io.micropay.ledger;

/// The ledger's clock is known to be wrong: nobody can say what has expired, nor what is to be remembered still.
public final class ClockWrongException extends LedgerBusyException {

    ClockWrongException() {
        super("the ledger's clock is wrong");
    }
}
