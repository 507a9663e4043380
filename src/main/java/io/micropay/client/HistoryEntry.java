package io.micropay.client;

import io.micropay.money.AccountName;
import io.micropay.payment.Receipt;
import java.util.Optional;

/// A payment in an account's history, as its owner sees it.
///
/// @param receipt the ledger's word for it
/// @param incoming whether the account was paid
/// @param refunded the payment that this one pays back; empty when it pays back none, whatever its memo says
public record HistoryEntry(Receipt receipt, boolean incoming, Optional<Receipt> refunded) {

    /// Who paid, or was paid.
    public AccountName other() {
        return incoming ? receipt.payer() : receipt.payee();
    }
}
