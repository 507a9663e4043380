package io.micropay.payment;

import io.micropay.ledger.Rejection;

/// Why a payment was refused, in order of precedence: of several reasons that apply, the first is the answer.
///
/// What stands below the signatures is told only when both have verified.
public enum RefusalReason {
    AMOUNT("the amount is not of the form or zero"),
    SELF("payer and payee are the same"),
    NOT_PAYEE("this session is not logged in as the payee"),
    UNKNOWN_PAYER("there is no such payer"),
    BAD_PAYER_SIGNATURE("the payer's signature does not verify"),
    BAD_PAYEE_SIGNATURE("the payee's signature does not verify"),
    ID_REUSED("the payer has used this id for another payment"),
    CANCELLED("the payer cancelled this payment"),
    EXPIRED("the order has expired, or expires too far ahead"),
    INSUFFICIENT("the payer's balance is smaller than the amount"),
    LIMIT("the payee's balance would be too large"),
    ORDER("the shop's order has expired, was paid, or is another one"),

    /// May stand in for any answer, and says nothing about the payment.
    BUSY("the server is at its limit, try again");

    private final String text;

    RefusalReason(String text) {
        this.text = text;
    }

    /// The ledger's rejection in the protocol's words.
    public static RefusalReason of(Rejection rejection) {
        return switch (rejection) {
            case ID_REUSED -> ID_REUSED;
            case CANCELLED -> CANCELLED;
            case EXPIRED -> EXPIRED;
            case INSUFFICIENT -> INSUFFICIENT;
            case LIMIT -> LIMIT;
            case ORDER -> ORDER;
        };
    }

    /// The reason in words, for the answer's last field.
    public String text() {
        return text;
    }
}
