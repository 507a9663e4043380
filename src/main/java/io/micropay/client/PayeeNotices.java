package io.micropay.client;

import io.micropay.money.Amount;
import io.micropay.money.PaymentOrder;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// What a payee wants to know of the orders that come in. Called on the threads of the connections.
public interface PayeeNotices {

    /// The payer's own order, signed and sound, was not taken.
    ///
    /// @param reason what the payer was told
    void declined(PaymentOrder order, String reason);

    /// An order was countersigned and is sent to the server.
    void submitting(PaymentOrder order, X509Certificate payer);

    /// The same for an order that the server has put before this wallet.
    void submittingRelayed(PaymentOrder order);

    /// The payment is in the ledger, and proved.
    ///
    /// @param balance what the account has after it, as the server says; empty when it could not be asked
    void received(PaymentResult.Paid payment, Optional<Amount> balance);

    /// The payment that was just received has paid a request of this wallet.
    void requestPaid(OwnRequest request);

    /// The server tells of a payment that came by another way than an order to this wallet; it is in the ledger, and
    /// proved.
    ///
    /// @param balance what the account has now, as the server says
    void paid(PaymentResult.Paid payment, Amount balance);

    /// The server has refused a payment, or nobody knows what it said.
    ///
    /// @param reason a word of the protocol, or empty when the answer is lost
    void notReceived(PaymentOrder order, String reason, String text);
}
