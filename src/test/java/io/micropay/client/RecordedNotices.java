package io.micropay.client;

import io.micropay.money.Amount;
import io.micropay.money.PaymentOrder;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Writes down what a wallet tells, one line for each.
final class RecordedNotices implements WalletNotices {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final boolean heard;

    /// @param heard as of a person, and not of a script
    RecordedNotices(boolean heard) {
        this.heard = heard;
    }

    @Override
    public boolean areHeard() {
        return heard;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void serverCertificate(X509Certificate certificate) {
        lines.add("server " + certificate.getSubjectX500Principal());
    }

    @Override
    public void waiting(int ahead) {
        lines.add("waiting " + ahead);
    }

    @Override
    public void payeeCertificate(X509Certificate certificate) {
        lines.add("payee " + certificate.getSubjectX500Principal());
    }

    @Override
    public void relaying() {
        lines.add("relaying");
    }

    @Override
    public void orderOpen(PaymentOrder order) {
        lines.add("open " + order.amount());
    }

    @Override
    public void orderSent(PaymentOrder order) {
        lines.add("sent " + order.amount());
    }

    @Override
    public void accepted() {
        lines.add("accepted");
    }

    @Override
    public void cancelling(Obstacle obstacle) {
        lines.add("cancelling");
    }

    @Override
    public void orderUnpaid(PaymentOrder order) {
        lines.add("unpaid " + order.amount());
    }

    @Override
    public void earlierOrder(PaymentOrder order, PaymentResult result) {
        lines.add("earlier " + order.amount() + " "
                + switch (result) {
                    case PaymentResult.Paid paid -> "paid";
                    case PaymentResult.NotPaid notPaid -> "not paid";
                    case PaymentResult.Open open -> "open";
                });
    }

    @Override
    public void unreadableJournal(String detail) {
        lines.add("unreadable journal");
    }

    @Override
    public void declined(PaymentOrder order, String reason) {
        lines.add("declined " + order.amount() + " " + reason);
    }

    @Override
    public void submitting(PaymentOrder order, X509Certificate payer) {
        lines.add("submitting " + order.amount());
    }

    @Override
    public void submittingRelayed(PaymentOrder order) {
        lines.add("submitting relayed " + order.amount());
    }

    @Override
    public void received(PaymentResult.Paid payment, Optional<Amount> balance) {
        lines.add("received " + payment.receipt().amount() + " from "
                + payment.receipt().payer());
        lines.add("then has " + balance.map(Amount::toString).orElse("nobody knows what"));
    }

    @Override
    public void requestPaid(OwnRequest request) {
        lines.add("request paid " + request.words().text());
    }

    @Override
    public void paid(PaymentResult.Paid payment, Amount balance) {
        lines.add("paid " + payment.receipt().amount() + " by "
                + payment.receipt().payer() + ", has " + balance);
    }

    @Override
    public void notReceived(PaymentOrder order, String reason, String text) {
        lines.add("not received " + order.amount() + " " + reason);
    }

    @Override
    public void lost(ConnectionException reason) {
        lines.add("lost");
    }
}
