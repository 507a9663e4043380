package io.micropay.client.shop;

/// What about a sale is not as its merchant and its buyer have signed it.
public enum SaleFault {
    /// The server does not say what was sold.
    NO_RECEIPT,
    /// The ledger's proof of the payment does not verify, or is another than that in the history.
    PROOF,
    /// The receipt is of another order than the payment.
    ORDER,
    /// The items are not those that the buyer has signed for.
    BASKET,
    /// The items cost something else than what was paid.
    TOTAL,
    /// This wallet has published no menu with that hash.
    MENU,
    /// An item is not on that menu, or has another price there.
    PRICE
}
