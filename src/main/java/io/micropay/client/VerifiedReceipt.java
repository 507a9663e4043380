package io.micropay.client;

import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptKeys;

/// A receipt of which every check has passed, with the keys it passed them with.
public record VerifiedReceipt(Receipt receipt, ReceiptKeys keys) {}
