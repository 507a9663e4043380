package io.micropay.client;

import io.micropay.money.PaymentOrder;
import io.micropay.money.Purpose;
import io.micropay.payment.ReceiptFile;
import io.micropay.payment.ReceiptVerifier;
import io.micropay.shop.Purchase;
import java.io.IOException;
import java.util.Optional;

/// What a wallet buys: from the quote that its buyer has seen to the receipt that says what was bought.
public final class OwnPurchases {

    private final ReceiptVerifier verifier;
    private final ReceiptStore receipts;
    private final QuotedPurchases quoted;

    OwnPurchases(ReceiptVerifier verifier, ReceiptStore receipts, QuotedPurchases quoted) {
        this.verifier = verifier;
        this.receipts = receipts;
        this.quoted = quoted;
    }

    /// Keeps what is about to be bought, before an order for it is signed: a receipt that is found after this run has
    /// ended, however it ends, says what was bought as any other does.
    ///
    /// @param basketHash what binds the payment to the purchase
    /// @throws IOException when it cannot be written
    public void keepQuoted(String basketHash, Purchase purchase) throws IOException {
        quoted.keep(basketHash, purchase);
    }

    /// What a kept receipt paid for, if the wallet knows it and it is so. What is only known from the quote is kept
    /// with the receipt from now on.
    ///
    /// @throws IOException when the receipt cannot be read or written
    public Optional<Purchase> of(StoredReceipt stored) throws IOException {
        Optional<Purchase> kept = ReceiptStore.read(stored.file())
                .flatMap(ReceiptFile::bought)
                .filter(bought -> verifier.isPaidBy(bought, stored.receipt()));
        return kept.isPresent() ? kept : asQuoted(stored);
    }

    private Optional<Purchase> asQuoted(StoredReceipt stored) throws IOException {
        if (!(Purpose.of(stored.receipt().memo()) instanceof Purpose.Order order)) {
            return Optional.empty();
        }
        Optional<Purchase> seen = quoted.find(order.basketHash());
        return seen.isPresent() && keep(stored, seen.get()) ? seen : Optional.empty();
    }

    /// Whether this is what an order was for.
    public boolean isFor(PaymentOrder order, Purchase purchase) {
        return purchase.isPaidBy(verifier.ledger().hex(), order.payee(), order.amount(), order.memo());
    }

    /// Keeps with a receipt what it paid for, if it did.
    ///
    /// @return whether it did
    /// @throws IOException when it cannot be written
    public boolean keep(StoredReceipt stored, Purchase purchase) throws IOException {
        boolean paid = verifier.isPaidBy(purchase, stored.receipt());
        if (paid) {
            receipts.complete(stored, purchase);
            if (Purpose.of(stored.receipt().memo()) instanceof Purpose.Order order) {
                quoted.forget(order.basketHash());
            }
        }
        return paid;
    }
}
