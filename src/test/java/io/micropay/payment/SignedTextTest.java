package io.micropay.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.Fingerprint;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import org.junit.jupiter.api.Test;

/// The signed bytes, written out by hand: three lines, and no line feed after the last.
class SignedTextTest {

    private static final Fingerprint LEDGER =
            new Fingerprint("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");

    /// Names in an unusual case and an instant without milliseconds: fields are signed as they arrived.
    private static final PaymentOrder ORDER = new PaymentOrder(
            AccountName.parse("joAnne").orElseThrow(),
            Amount.parse("0.35").orElseThrow(),
            AccountName.parse("LILY").orElseThrow(),
            PaymentId.parse("01956f3a-5c1e-7a3b-8c4d-0123456789ab").orElseThrow(),
            Timestamp.parse("2026-01-31T12:10:00Z").orElseThrow(),
            Memo.parse("Y29mZmVl").orElseThrow());

    @Test
    void payerSignsTheSixFields() {
        assertThat(text(SignedText.order(LEDGER, ORDER))).isEqualTo("""
                        micropay order 1
                        00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
                        joAnne#0.35#LILY#01956f3a-5c1e-7a3b-8c4d-0123456789ab#2026-01-31T12:10:00Z#Y29mZmVl""");
    }

    @Test
    void orderWithoutAMemoEndsInASeparator() {
        PaymentOrder bare =
                new PaymentOrder(ORDER.payer(), ORDER.amount(), ORDER.payee(), ORDER.id(), ORDER.expires(), Memo.EMPTY);

        assertThat(text(SignedText.order(LEDGER, bare))).endsWith("#2026-01-31T12:10:00Z#");
    }

    @Test
    void payeeSignsThePayersSignatureToo() {
        Base64Url payerSignature = Base64Url.parse("c2lnbmVk").orElseThrow();

        assertThat(text(SignedText.acceptance(LEDGER, ORDER, payerSignature))).isEqualTo("""
                        micropay acceptance 1
                        00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
                        joAnne#0.35#LILY#01956f3a-5c1e-7a3b-8c4d-0123456789ab#2026-01-31T12:10:00Z#Y29mZmVl#c2lnbmVk""");
    }

    @Test
    void ledgerSignsTheRecordAndBothHashes() {
        assertThat(text(SignedText.receipt(LEDGER, "7#joAnne#0.35#LILY", "0000", "abcd")))
                .isEqualTo("""
                        micropay receipt 1
                        00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
                        7#joAnne#0.35#LILY#0000#abcd""");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
