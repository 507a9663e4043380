package io.micropay.client;

import io.micropay.payment.Receipt;
import java.nio.file.Path;

/// A receipt that a wallet has kept. That it is true has to be checked each time: a file can be changed.
public record StoredReceipt(Path file, Receipt receipt) {}
