package io.micropay.client;

import io.micropay.money.PaymentOrder;
import java.security.cert.X509Certificate;

/// What a payer may want to know while a payment is on its way.
public interface PaymentNotices {

    /// The connection to the payee is there, and this is the payee's certificate.
    void payeeCertificate(X509Certificate certificate);

    /// The payee cannot be dialled: the order goes through the server.
    void relaying();

    /// The order is written down: from now on it may be paid, whatever becomes of this process.
    void orderOpen(PaymentOrder order);

    /// The order is on its way to the payee.
    void orderSent(PaymentOrder order);

    /// The payee has countersigned and asks the server.
    void accepted();

    /// The payee's side ended without a proof: the server is asked to cancel the order.
    void cancelling(Obstacle obstacle);

    /// The order was not paid, and never will be.
    void orderUnpaid(PaymentOrder order);

    /// Whether somebody hears what is told beside a result. A script reads the result of its own command, and another
    /// may be about to pay once more what it has not heard of.
    default boolean areHeard() {
        return true;
    }

    /// What became of an order that an earlier run left open.
    void earlierOrder(PaymentOrder order, PaymentResult result);

    /// Nobody can say which orders are open.
    void unreadableJournal(String detail);
}
