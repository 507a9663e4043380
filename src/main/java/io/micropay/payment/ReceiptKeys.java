package io.micropay.payment;

import io.micropay.money.Base64Url;

/// What it takes, besides the CA, to verify a receipt.
///
/// @param payerKey DER SubjectPublicKeyInfo; empty for an opening deposit
/// @param payeeKey DER SubjectPublicKeyInfo
/// @param receiptCertificate DER of the certificate that signs receipts
public record ReceiptKeys(Base64Url payerKey, Base64Url payeeKey, Base64Url receiptCertificate) {}
