package io.micropay.client;

import io.micropay.money.Base64Url;

/// What a payee has decided about an order.
sealed interface Decision {

    /// The payee countersigns.
    ///
    /// @param payeeSignature over `payment.SignedText.acceptance`
    record Accepted(Base64Url payeeSignature) implements Decision {}

    record Declined(String reason) implements Decision {}
}
