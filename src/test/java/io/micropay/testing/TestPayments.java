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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Makes orders and signs them as two wallets would.
public final class TestPayments {

    private static final long FIVE_MINUTES_MILLIS = 300_000;
    private static final List<String> FIELDS = List.of("payer", "amount", "payee", "id", "expires", "memo");

    private final TestCertificates certificates;
    private final Clock clock;

    public TestPayments(TestCertificates certificates) {
        this(certificates, Clock.systemUTC());
    }

    /// @param clock that of the server which will judge the orders
    public TestPayments(TestCertificates certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    /// A new order that expires in five minutes.
    public PaymentOrder order(String payer, String amount, String payee) {
        Timestamp expires = Timestamp.ofEpochMillis(clock.millis() + FIVE_MINUTES_MILLIS);
        return order(List.of(payer, amount, payee, PaymentId.next().toString(), expires.toString(), ""));
    }

    private static PaymentOrder order(List<String> fields) {
        return new PaymentOrder(
                AccountName.parse(fields.get(0)).orElseThrow(),
                Amount.parse(fields.get(1)).orElseThrow(),
                AccountName.parse(fields.get(2)).orElseThrow(),
                PaymentId.parse(fields.get(3)).orElseThrow(),
                Timestamp.parse(fields.get(4)).orElseThrow(),
                Memo.parse(fields.get(5)).orElseThrow());
    }

    /// The order with one of its fields changed: `payer`, `amount`, `payee`, `id`, `expires` or `memo`.
    ///
    /// @param value as it stands on the wire
    public static PaymentOrder with(PaymentOrder order, String field, String value) {
        List<String> fields = new ArrayList<>(List.of(order.toString().split("#", -1)));
        fields.set(FIELDS.indexOf(field), value);
        return order(fields);
    }

    /// A memo as it stands on the wire.
    public static String memo(String words) {
        return Memo.of(words).orElseThrow().toString();
    }

    /// The order as it pays for what a shop has quoted.
    ///
    /// @param quote the answer to BUY
    public static PaymentOrder forQuote(PaymentOrder order, String quote) {
        String[] fields = quote.split("#", -1);
        return with(order, "memo", memo("order:" + fields[1] + ":" + fields[5]));
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

    /// The line by which its payer has the server put it before its payee.
    public static String relay(CoSignedPayment payment) {
        return "RELAY#" + payment.order() + "#" + payment.payerSignature();
    }

    /// The line that submits it.
    public static String trans(CoSignedPayment payment) {
        return "TRANS#" + payment.order() + "#" + payment.payerSignature() + "#" + payment.payeeSignature();
    }
}
