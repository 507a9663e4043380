package io.micropay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is of a proof's form, and what is not.
class ReceiptTest {

    private static final String HASH = "ab".repeat(32);

    @Test
    void proofIsGivenBackAsItCame() {
        for (TestReceipt receipt : new TestReceipt[] {TestReceipt.payment(), TestReceipt.deposit()}) {
            assertThat(receipt.receipt().proof()).isEqualTo(receipt.proof());
            assertThat(receipt.proof()).startsWith(receipt.receipt().record() + "#");
        }
        assertThat(TestReceipt.deposit().receipt().isDeposit()).isTrue();
        assertThat(TestReceipt.deposit().receipt().order()).isEmpty();
        assertThat(TestReceipt.payment().receipt().isDeposit()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "seq, 0",
        "seq, 07",
        "seq, -1",
        "seq, ''",
        "seq, 1234567890123456789",
        "payer, ''",
        "payer, Jo anne",
        "payer, @ledger",
        "payer, @treasury",
        "amount, 0.50",
        "amount, -1",
        "payee, @treasury",
        "payee, ''",
        "id, 01956F3A-5C1E-7A3B-8C4D-0123456789AB",
        "id, 01956f3a-5c1e-4a3b-8c4d-0123456789ab",
        "expires, ''",
        "expires, 2026-01-31T24:00:00Z",
        "memo, =",
        "memo, _w",
        "committedAt, ''",
        "committedAt, 2026-01-31T12:00:00Z",
        "committedAt, 2026-01-31T12:00:60.000Z",
        "payerKeyHash, ''",
        "payerKeyHash, abcd",
        "payeeKeyHash, ''",
        "payerSignature, ''",
        "payerSignature, AB",
        "payeeSignature, ''",
        "payeeSignature, AAAA=",
        "previousHash, ''",
        "chainHash, 'g'",
        "receiptSignature, ''",
        "receiptSignature, '+/+/'"
    })
    void fieldNotOfItsFormIsNoPayment(String field, String value) {
        assertThat(Receipt.parse(TestReceipt.payment().with(field, value).proof()))
                .isEmpty();
    }

    @Test
    void hashesAreInLowerCase() {
        for (String field : new String[] {"payerKeyHash", "payeeKeyHash", "previousHash", "chainHash"}) {
            String shouted = HASH.replace('a', 'A');
            assertThat(Receipt.parse(TestReceipt.payment().with(field, shouted).proof()))
                    .isEmpty();
        }
    }

    /// Only an opening deposit has empty fields, and it has all of them.
    @ParameterizedTest
    @CsvSource({
        "payer, Joanne",
        "expires, 2026-01-31T12:00:00Z",
        "memo, Y29mZmVl",
        "payerKeyHash, abababababababababababababababababababababababababababababababab",
        "payerSignature, AAAA",
        "payeeSignature, AAAA",
        "receiptSignature, ''"
    })
    void fieldNotOfItsFormIsNoDeposit(String field, String value) {
        assertThat(Receipt.parse(TestReceipt.deposit().with(field, value).proof()))
                .isEmpty();
    }

    @Test
    void proofHasFifteenFields() {
        String proof = TestReceipt.payment().proof();
        assertThat(Receipt.parse(proof + "#")).isEmpty();
        assertThat(Receipt.parse(proof.substring(0, proof.lastIndexOf('#')))).isEmpty();
        assertThat(Receipt.parse("")).isEmpty();
        assertThat(Receipt.parse("##############")).isEmpty();
    }

    @Property
    void everyStringIsAProofOrNone(@ForAll String text) {
        assertThat(Receipt.parse(text)).isEmpty();
    }
}
