package io.micropay.testing;

import io.micropay.client.ConnectionException;
import io.micropay.client.Obstacle;
import io.micropay.client.OwnRequest;
import io.micropay.client.PaymentResult;
import io.micropay.client.WalletNotices;
import io.micropay.money.Amount;
import io.micropay.money.PaymentOrder;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Nobody is told of what happens to a wallet.
final class SilentNotices implements WalletNotices {

    @Override
    public void serverCertificate(X509Certificate certificate) {}

    @Override
    public void waiting(int ahead) {}

    @Override
    public void payeeCertificate(X509Certificate certificate) {}

    @Override
    public void relaying() {}

    @Override
    public void orderOpen(PaymentOrder order) {}

    @Override
    public void orderSent(PaymentOrder order) {}

    @Override
    public void accepted() {}

    @Override
    public void cancelling(Obstacle obstacle) {}

    @Override
    public void orderUnpaid(PaymentOrder order) {}

    @Override
    public void earlierOrder(PaymentOrder order, PaymentResult result) {}

    @Override
    public void unreadableJournal(String detail) {}

    @Override
    public boolean areHeard() {
        return false;
    }

    @Override
    public void declined(PaymentOrder order, String reason) {}

    @Override
    public void submitting(PaymentOrder order, X509Certificate payer) {}

    @Override
    public void submittingRelayed(PaymentOrder order) {}

    @Override
    public void received(PaymentResult.Paid payment, Optional<Amount> balance) {}

    @Override
    public void requestPaid(OwnRequest request) {}

    @Override
    public void paid(PaymentResult.Paid payment, Amount balance) {}

    @Override
    public void notReceived(PaymentOrder order, String reason, String text) {}

    @Override
    public void lost(ConnectionException reason) {}
}
