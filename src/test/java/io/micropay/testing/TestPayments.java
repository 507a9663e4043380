package io.micropay.testing;

import io.micropay.crypto.Fingerprint;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import io.micropay.payment.CoSignedPayment;
import io.micropay.payment.SignedText;

/// Makes orders and signs them as two wallets would.
public final class TestPayments {

    private static final long FIVE_MINUTES_MILLIS = 300_000;

    private final TestCertificates certificates;

    public TestPayments(TestCertificates certificates) {
        this.certificates = certificates;
    }

    /// A new order that expires in five minutes.
    public PaymentOrder order(String payer, String amount, String payee) {
        return new PaymentOrder(
                AccountName.parse(payer).orElseThrow(),
                Amount.parse(amount).orElseThrow(),
                AccountName.parse(payee).orElseThrow(),
                PaymentId.next(),
                Timestamp.ofEpochMillis(System.currentTimeMillis() + FIVE_MINUTES_MILLIS),
                Memo.EMPTY);
    }

    public static PaymentOrder withAmount(PaymentOrder order, String amount) {
        return new PaymentOrder(
                order.payer(),
                Amount.parse(amount).orElseThrow(),
                order.payee(),
                order.id(),
                order.expires(),
                order.memo());
    }

    public static PaymentOrder withExpires(PaymentOrder order, Timestamp expires) {
        return new PaymentOrder(order.payer(), order.amount(), order.payee(), order.id(), expires, order.memo());
    }

    /// Signed by the people it names, with the keys of their names.
    public CoSignedPayment sign(PaymentOrder order) {
        return sign(
                order,
                certificates.ledgerId(),
                order.payer().text(),
                order.payee().text());
    }

    /// Signed for this ledger by whoever the test wants.
    public CoSignedPayment sign(PaymentOrder order, Fingerprint ledger, String payerSigner, String payeeSigner) {
        Base64Url payerSignature =
                Base64Url.of(certificates.account(payerSigner).signingKey().sign(SignedText.order(ledger, order)));
        Base64Url payeeSignature = Base64Url.of(certificates
                .account(payeeSigner)
                .signingKey()
                .sign(SignedText.acceptance(ledger, order, payerSignature)));
        return new CoSignedPayment(order, payerSignature, payeeSignature);
    }

    /// The line that submits it.
    public static String trans(CoSignedPayment payment) {
        return "TRANS#" + payment.order() + "#" + payment.payerSignature() + "#" + payment.payeeSignature();
    }
}
