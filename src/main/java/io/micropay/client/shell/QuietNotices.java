package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.Obstacle;
import io.micropay.client.OwnRequest;
import io.micropay.client.PaymentResult;
import io.micropay.client.WalletNotices;
import io.micropay.money.Amount;
import io.micropay.money.PaymentOrder;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells of what happens to the wallet only what somebody has to know who reads the log of a script.
final class QuietNotices implements WalletNotices {

    private final Consumer<String> tell;
    private final Consumer<Outcome.Received> received;
    private final Consumer<ConnectionException> lost;
    private final Consumer<Optional<PaymentOrder>> open;

    /// @param received is told of each payment that comes in
    /// @param lost is told when the connection has ended, and not because we left
    /// @param open is told which order is out, and when it never will be paid that none is
    QuietNotices(
            Consumer<String> tell,
            Consumer<Outcome.Received> received,
            Consumer<ConnectionException> lost,
            Consumer<Optional<PaymentOrder>> open) {
        this.tell = tell;
        this.received = received;
        this.lost = lost;
        this.open = open;
    }

    @Override
    public void serverCertificate(X509Certificate certificate) {
        // It was checked, and nobody compares it by eye here.
    }

    @Override
    public void waiting(int ahead) {
        tell.accept(Sentences.waiting(ahead));
    }

    @Override
    public void payeeCertificate(X509Certificate certificate) {
        // Its key was checked.
    }

    @Override
    public void relaying() {
        // The result is the same.
    }

    @Override
    public void orderOpen(PaymentOrder order) {
        open.accept(Optional.of(order));
    }

    @Override
    public void orderSent(PaymentOrder order) {
        // The result follows.
    }

    @Override
    public void accepted() {
        // The result follows.
    }

    @Override
    public void cancelling(Obstacle obstacle) {
        tell.accept(OrderSentences.cancelling(obstacle));
    }

    @Override
    public void orderUnpaid(PaymentOrder order) {
        open.accept(Optional.empty());
    }

    @Override
    public void earlierOrder(PaymentOrder order, PaymentResult result) {
        tell.accept(OrderSentences.earlierOrder(order, result));
    }

    @Override
    public void unreadableJournal(String detail) {
        tell.accept(OrderSentences.unreadableJournal(detail));
    }

    @Override
    public boolean areHeard() {
        return false;
    }

    @Override
    public void declined(PaymentOrder order, String reason) {
        tell.accept(PaymentSentences.declined(order, reason));
    }

    @Override
    public void submitting(PaymentOrder order, X509Certificate payer) {
        // The result follows.
    }

    @Override
    public void submittingRelayed(PaymentOrder order) {
        // The result follows.
    }

    @Override
    public void received(PaymentResult.Paid payment, Optional<Amount> balance) {
        received.accept(new Outcome.Received(payment, balance));
    }

    @Override
    public void requestPaid(OwnRequest request) {
        tell.accept(PaymentSentences.requestPaid(request));
    }

    @Override
    public void paid(PaymentResult.Paid payment, Amount balance) {
        received.accept(new Outcome.Received(payment, Optional.of(balance)));
    }

    @Override
    public void notReceived(PaymentOrder order, String reason, String text) {
        tell.accept(PaymentSentences.notReceived(order, reason, text));
    }

    @Override
    public void lost(ConnectionException reason) {
        lost.accept(reason);
    }
}
