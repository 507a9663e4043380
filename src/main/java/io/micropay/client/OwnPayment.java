package io.micropay.client;

import io.micropay.money.PaymentOrder;

/// An order that this wallet has signed, and what became of it.
public record OwnPayment(PaymentOrder order, PaymentState state) {}
