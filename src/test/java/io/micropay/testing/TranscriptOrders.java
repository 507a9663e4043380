package io.micropay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.Certificates;
import io.micropay.crypto.Fingerprint;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import io.micropay.payment.CoSignedPayment;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptKeys;
import io.micropay.payment.ReceiptVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The orders of a transcript, signed by the people they name, and the receipts that come of them.
///
/// ```
/// order lunch = Joanne 1000 Lily                  payer, amount, payee
/// order lunch = Joanne 1000 Lily expires=+15m30s memo=coffee
/// order dearer = lunch amount=1001                another order, changed in one field and signed anew
/// order forged = lunch payer-signer=Mallory payee-signer=Mallory ledger=00...
/// ```
/// `${lunch}` is then the line that submits it; `${lunch.fields}`, `${lunch.id}`, `${lunch.expires}`,
/// `${lunch.payer-signature}` and `${lunch.payee-signature}` are its parts.
final class TranscriptOrders {

    private final TestCertificates certificates;
    private final TestPayments payments;
    private final Clock clock;
    private final TranscriptTexts texts;
    private final Map<String, PaymentOrder> orders = new HashMap<>();

    TranscriptOrders(TestCertificates certificates, Clock clock, TranscriptTexts texts) {
        this.certificates = certificates;
        this.payments = new TestPayments(certificates, clock);
        this.clock = clock;
        this.texts = texts;
    }

    /// @param words `order lunch = ...`
    void define(String[] words) {
        PaymentOrder order = orders.get(words[3]);
        int options = 4;
        if (order == null) {
            order = payments.order(words[3], words[4], words[5]);
            options = 6;
        }
        Map<String, String> signing = new HashMap<>();
        for (int i = options; i < words.length; i++) {
            String[] pair = words[i].split("=", 2);
            String value = texts.filled(pair[1]);
            switch (pair[0]) {
                case "payer-signer", "payee-signer", "ledger" -> signing.put(pair[0], value);
                case "memo" -> order = TestPayments.with(order, "memo", memo(value));
                case "expires" -> order = TestPayments.with(order, "expires", moment(value));
                default -> order = TestPayments.with(order, pair[0], value);
            }
        }
        keep(words[1], order, sign(order, signing));
    }

    private CoSignedPayment sign(PaymentOrder order, Map<String, String> signing) {
        return payments.sign(
                order,
                new Fingerprint(
                        signing.getOrDefault("ledger", certificates.ledgerId().hex())),
                signing.getOrDefault("payer-signer", order.payer().text()),
                signing.getOrDefault("payee-signer", order.payee().text()));
    }

    private void keep(String name, PaymentOrder order, CoSignedPayment payment) {
        orders.put(name, order);
        texts.put(name, TestPayments.trans(payment));
        texts.put(name + ".fields", order.toString());
        texts.put(name + ".id", order.id().toString());
        texts.put(name + ".expires", order.expires().toString());
        texts.put(name + ".payer-signature", payment.payerSignature().toString());
        texts.put(name + ".payee-signature", payment.payeeSignature().toString());
    }

    private static String memo(String text) {
        return Memo.of(text).orElseThrow().toString();
    }

    /// An instant, or how far from now it is: `+15m30s`, `-30s`.
    private String moment(String text) {
        return text.matches("[+-].*")
                ? Timestamp.ofEpochMillis(clock.millis() + duration(text).toMillis())
                        .toString()
                : text;
    }

    /// `+15m30s`, `-30.001s`, `+24h`.
    static Duration duration(String text) {
        Duration length = Duration.parse("PT" + text.substring(1).toUpperCase(Locale.ROOT));
        return text.startsWith("-") ? length.negated() : length;
    }

    /// The proof must be a true receipt, checked with nothing but the CA and the keys of the people in it.
    void verify(String proof) {
        Receipt receipt = Receipt.parse(proof).orElseThrow();
        ReceiptKeys keys = new ReceiptKeys(
                receipt.isDeposit() ? Base64Url.EMPTY : key(receipt.payer().text()),
                key(receipt.payee().text()),
                Base64Url.of(Certificates.encoded(certificates.ledger().certificate())));
        assertThat(new ReceiptVerifier(certificates.ca())
                        .failures(certificates.ledgerId().hex(), receipt, keys))
                .isEmpty();
    }

    private Base64Url key(String person) {
        return Base64Url.of(certificates.account(person).verificationKey().encoded());
    }
}
