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

/// Tells what happens to the wallet, as it happens.
final class Narrator implements WalletNotices {

    private final Dialogue dialogue;

    Narrator(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    @Override
    public void serverCertificate(X509Certificate certificate) {
        dialogue.tell(Sentences.CERTIFYING + "\n" + Sentences.certificate(certificate));
    }

    @Override
    public void waiting(int ahead) {
        dialogue.tell(Sentences.waiting(ahead));
    }

    @Override
    public void payeeCertificate(X509Certificate certificate) {
        dialogue.tell(Sentences.certificate(certificate));
    }

    @Override
    public void relaying() {
        dialogue.tell(PaymentSentences.RELAYING);
    }

    @Override
    public void orderOpen(PaymentOrder order) {
        // It is told when the order is sent.
    }

    @Override
    public void orderSent(PaymentOrder order) {
        dialogue.say(PaymentSentences.ORDER_SENT);
    }

    @Override
    public void accepted() {
        dialogue.say(PaymentSentences.ACCEPTED);
    }

    @Override
    public void cancelling(Obstacle obstacle) {
        dialogue.tell(OrderSentences.cancelling(obstacle));
    }

    @Override
    public void orderUnpaid(PaymentOrder order) {
        // The result follows.
    }

    /// Nobody reads what a script's client tells beside its results.
    @Override
    public boolean areHeard() {
        return dialogue.isPerson();
    }

    @Override
    public void earlierOrder(PaymentOrder order, PaymentResult result) {
        dialogue.tell(OrderSentences.earlierOrder(order, result));
    }

    @Override
    public void unreadableJournal(String detail) {
        dialogue.tell(OrderSentences.unreadableJournal(detail));
    }

    @Override
    public void declined(PaymentOrder order, String reason) {
        dialogue.tell(PaymentSentences.declined(order, reason));
    }

    @Override
    public void submitting(PaymentOrder order, X509Certificate payer) {
        dialogue.tell(Sentences.certificate(payer));
        dialogue.say(PaymentSentences.transaction(order));
    }

    @Override
    public void submittingRelayed(PaymentOrder order) {
        dialogue.say(PaymentSentences.transaction(order));
    }

    @Override
    public void received(PaymentResult.Paid payment, Optional<Amount> balance) {
        dialogue.say(PaymentSentences.received(payment, balance));
    }

    @Override
    public void requestPaid(OwnRequest request) {
        dialogue.say(PaymentSentences.requestPaid(request));
    }

    @Override
    public void paid(PaymentResult.Paid payment, Amount balance) {
        dialogue.tell(PaymentSentences.paid(payment, balance));
    }

    @Override
    public void notReceived(PaymentOrder order, String reason, String text) {
        dialogue.say(PaymentSentences.notReceived(order, reason, text));
    }

    @Override
    public void lost(ConnectionException reason) {
        CommandFailedException failure = Failures.of(reason);
        if (dialogue.isPerson()) {
            dialogue.tell(Sentences.failure(failure));
        }
        dialogue.lost(failure);
    }
}
