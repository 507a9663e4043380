package io.micropay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micropay.money.PaymentOrder;

/// A payment that payer and payee have signed, ready to be sent.
final class SignedPayment {

    private final int payer;
    private final PaymentOrder order;
    private final byte[] line;

    /// @param payer the number of the account that pays
    /// @param request as it goes over the wire, without its LF
    SignedPayment(int payer, PaymentOrder order, String request) {
        this.payer = payer;
        this.order = order;
        this.line = request.concat("\n").getBytes(UTF_8);
    }

    int payer() {
        return payer;
    }

    PaymentOrder order() {
        return order;
    }

    /// The bytes to send, with the final LF; nobody changes them.
    byte[] line() {
        return line;
    }
}
