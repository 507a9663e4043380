package io.micropay.payment;

import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;

/// An order with both people's signatures, as the payee submits it. Nothing is verified yet.
///
/// @param payerSignature over [SignedText#order]
/// @param payeeSignature over [SignedText#acceptance]
public record CoSignedPayment(PaymentOrder order, Base64Url payerSignature, Base64Url payeeSignature) {}
