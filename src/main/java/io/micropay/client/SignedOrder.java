package io.micropay.client;

import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;

/// An order as its payer hands it out.
///
/// @param payerSignature over `payment.SignedText.order`
public record SignedOrder(PaymentOrder order, Base64Url payerSignature) {}
