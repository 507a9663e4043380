package io.micropay.client;

import io.micropay.money.PaymentOrder;
import java.security.cert.X509Certificate;

/// What a payer may want to know while a payment is on its way.
public interface PaymentNotices {

    /// The connection to the payee is there, and this is the payee's certificate.
    void payeeCertificate(X509Certificate certificate);

    void orderSent(PaymentOrder order);

    /// The payee has countersigned and asks the server.
    void accepted();

    /// The payee's side ended without a proof: the server is asked to cancel the order.
    void settling(Obstacle obstacle);

    /// An order that an earlier run left open is settled, or is open still.
    void earlierOrder(PaymentOrder order, PaymentResult result);
}
