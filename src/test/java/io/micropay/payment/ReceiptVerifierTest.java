package io.micropay.payment;

import static io.micropay.payment.ReceiptCheck.CHAIN_HASH;
import static io.micropay.payment.ReceiptCheck.LEDGER;
import static io.micropay.payment.ReceiptCheck.PAYEE_KEY;
import static io.micropay.payment.ReceiptCheck.PAYEE_SIGNATURE;
import static io.micropay.payment.ReceiptCheck.PAYER_KEY;
import static io.micropay.payment.ReceiptCheck.PAYER_SIGNATURE;
import static io.micropay.payment.ReceiptCheck.RECEIPT_CERTIFICATE;
import static io.micropay.payment.ReceiptCheck.RECEIPT_SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.TestCertificates;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a receipt is worth to somebody who trusts the CA alone.
class ReceiptVerifierTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static final ReceiptVerifier VERIFIER = new ReceiptVerifier(CERTIFICATES.ca());

    private static Set<ReceiptCheck> failures(TestReceipt receipt) {
        return VERIFIER.failures(receipt.ledger(), receipt.receipt(), receipt.keys());
    }

    private static Base64Url signature(String person, byte[] text) {
        return Base64Url.of(CERTIFICATES.account(person).signingKey().sign(text));
    }

    @Test
    void trueReceiptsPass() {
        assertThat(failures(TestReceipt.payment())).isEmpty();
        assertThat(failures(TestReceipt.deposit())).isEmpty();
    }

    /// Each field of the proof with another value of its form, put in after the ledger had signed.
    static List<Arguments> alterations() {
        String hash = "ab".repeat(32);
        return List.of(
                Arguments.of("seq", "8", Set.of(RECEIPT_SIGNATURE, CHAIN_HASH)),
                Arguments.of("payer", "JOANNE", theOrder()),
                Arguments.of("payer", "Mallory", theOrder()),
                Arguments.of("amount", "0.36", theOrder()),
                Arguments.of("payee", "lily", theOrder()),
                Arguments.of("id", "01956f3a-5c1e-7a3b-8c4d-0123456789ab", theOrder()),
                Arguments.of("expires", "2026-01-31T12:10:00Z", theOrder()),
                Arguments.of("memo", "", theOrder()),
                Arguments.of("committedAt", "2026-01-31T12:10:00.000Z", Set.of(RECEIPT_SIGNATURE, CHAIN_HASH)),
                Arguments.of("payerKeyHash", hash, Set.of(RECEIPT_SIGNATURE, CHAIN_HASH, PAYER_KEY, PAYER_SIGNATURE)),
                Arguments.of("payeeKeyHash", hash, Set.of(RECEIPT_SIGNATURE, CHAIN_HASH, PAYEE_KEY, PAYEE_SIGNATURE)),
                Arguments.of("payerSignature", "AAAA", theOrder()),
                Arguments.of("payeeSignature", "AAAA", Set.of(RECEIPT_SIGNATURE, CHAIN_HASH, PAYEE_SIGNATURE)),
                Arguments.of("previousHash", hash, Set.of(RECEIPT_SIGNATURE, CHAIN_HASH)),
                Arguments.of("chainHash", hash, Set.of(RECEIPT_SIGNATURE, CHAIN_HASH)),
                Arguments.of("receiptSignature", "AAAA", Set.of(RECEIPT_SIGNATURE)));
    }

    /// What fails when the words that both people signed are others.
    private static Set<ReceiptCheck> theOrder() {
        return Set.of(RECEIPT_SIGNATURE, CHAIN_HASH, PAYER_SIGNATURE, PAYEE_SIGNATURE);
    }

    @ParameterizedTest
    @MethodSource("alterations")
    void alteredFieldIsNoticedAndNamed(String field, String value, Set<ReceiptCheck> named) {
        Set<ReceiptCheck> failures = failures(TestReceipt.payment().with(field, value));
        failures.remove(RECEIPT_CERTIFICATE); // Another time of the commit may lie before the certificate's.
        assertThat(failures).isEqualTo(named);
    }

    @Test
    void flippedBitAnywhereInTheProofIsNoticed() {
        for (TestReceipt original : List.of(TestReceipt.payment(), TestReceipt.deposit())) {
            String proof = original.proof();
            for (int i = 0; i < proof.length(); i += 4) {
                char flipped = (char) (proof.charAt(i) ^ (1 << (i % 7)));
                String altered = proof.substring(0, i) + flipped + proof.substring(i + 1);
                Optional<Receipt> read = Receipt.parse(altered);
                assertThat(read.isEmpty()
                                || !VERIFIER.failures(original.ledger(), read.get(), original.keys())
                                        .isEmpty())
                        .as("character %d, %s", i, altered)
                        .isTrue();
            }
        }
    }

    @Test
    void ledgerOfAnotherNameIsNamedAlone() {
        TestReceipt receipt = TestReceipt.payment().withLedger("ab".repeat(32));
        assertThat(failures(receipt)).containsExactly(LEDGER);
    }

    @Test
    void ledgerThatMovesMoneyWithoutThePayerIsFoundOut() {
        TestReceipt receipt = TestReceipt.payment();
        PaymentOrder order = receipt.receipt().order().orElseThrow();
        Base64Url forged = signature("Mallory", SignedText.order(VERIFIER.ledger(), order));
        Base64Url accepted = signature("Lily", SignedText.acceptance(VERIFIER.ledger(), order, forged));
        receipt.with("payerSignature", forged.toString()).with("payeeSignature", accepted.toString());

        assertThat(failures(receipt.sign())).containsExactly(PAYER_SIGNATURE);
    }

    @Test
    void ledgerThatMovesMoneyWithoutThePayeeIsFoundOut() {
        TestReceipt receipt = TestReceipt.payment();
        byte[] accepted = SignedText.acceptance(
                VERIFIER.ledger(),
                receipt.receipt().order().orElseThrow(),
                receipt.receipt().payerSignature());

        receipt.with("payeeSignature", signature("Mallory", accepted).toString())
                .sign();
        assertThat(failures(receipt)).containsExactly(PAYEE_SIGNATURE);
    }

    /// Two titles, so that a signature of one kind never passes for the other.
    @Test
    void orderSignedByThePayeeIsNoAcceptance() {
        TestReceipt receipt = TestReceipt.payment();
        byte[] order =
                SignedText.order(VERIFIER.ledger(), receipt.receipt().order().orElseThrow());

        receipt.with("payeeSignature", signature("Lily", order).toString()).sign();
        assertThat(failures(receipt)).containsExactly(PAYEE_SIGNATURE);
    }

    @Test
    void ledgerThatBreaksItsChainIsFoundOut() {
        TestReceipt receipt = TestReceipt.payment().with("chainHash", "ab".repeat(32));
        assertThat(failures(receipt.signOnly())).containsExactly(CHAIN_HASH);
    }

    @Test
    void receiptSignedWithAnotherKeyIsRefused() {
        Identity other = CERTIFICATES.newAccount("Eve", KeyKind.ED25519);
        assertThat(failures(TestReceipt.payment().signedBy(other).sign())).containsExactly(RECEIPT_SIGNATURE);
    }

    /// An Ed25519 key and a certificate of the same CA do not make somebody the ledger.
    @Test
    void receiptCertificateThatIsAnAccountsIsRefused() {
        Identity eve = CERTIFICATES.newAccount("Eve", KeyKind.ED25519);
        TestReceipt receipt = TestReceipt.payment();
        receipt.withKeys(
                new ReceiptKeys(receipt.keys().payerKey(), receipt.keys().payeeKey(), TestReceipt.certificate(eve)));

        assertThat(failures(receipt.signedBy(eve).sign()))
                .containsExactlyInAnyOrder(RECEIPT_CERTIFICATE, RECEIPT_SIGNATURE);
    }

    @Test
    void receiptCertificateOfAnotherCaIsRefused() {
        Identity other = TestCertificates.another().ledger();
        TestReceipt receipt = TestReceipt.payment();
        receipt.withKeys(
                new ReceiptKeys(receipt.keys().payerKey(), receipt.keys().payeeKey(), TestReceipt.certificate(other)));

        assertThat(failures(receipt.signedBy(other).sign()))
                .containsExactlyInAnyOrder(RECEIPT_CERTIFICATE, RECEIPT_SIGNATURE);
    }

    @Test
    void bytesThatAreNoCertificateAreRefused() {
        TestReceipt receipt = TestReceipt.payment();
        for (String bytes : List.of("", "AAAA", receipt.keys().receiptCertificate() + "AAAA")) {
            receipt.withKeys(new ReceiptKeys(
                    receipt.keys().payerKey(),
                    receipt.keys().payeeKey(),
                    Base64Url.parse(bytes).orElseThrow()));
            assertThat(failures(receipt)).as(bytes).contains(RECEIPT_CERTIFICATE);
        }
    }

    @Test
    void receiptFromBeforeTheCertificateIsRefused() {
        assertThat(failures(TestReceipt.payment()))
                .as("the certificate is known")
                .isEmpty();
        TestReceipt receipt = TestReceipt.payment().with("committedAt", "2001-01-31T12:10:00.000Z");
        assertThat(failures(receipt.sign())).contains(RECEIPT_CERTIFICATE);
    }

    @Test
    void keyThatIsNotTheOneOnRecordIsNamed() {
        TestReceipt payer = TestReceipt.payment();
        payer.withKeys(new ReceiptKeys(
                TestReceipt.key("Mallory"),
                payer.keys().payeeKey(),
                payer.keys().receiptCertificate()));
        assertThat(failures(payer)).containsExactlyInAnyOrder(PAYER_KEY, PAYER_SIGNATURE);

        TestReceipt payee = TestReceipt.payment();
        payee.withKeys(new ReceiptKeys(
                payee.keys().payerKey(), Base64Url.EMPTY, payee.keys().receiptCertificate()));
        assertThat(failures(payee)).containsExactlyInAnyOrder(PAYEE_KEY, PAYEE_SIGNATURE);
    }

    @Test
    void receiptOfAnotherLedgerIsRefused() {
        TestReceipt receipt = TestReceipt.payment();
        ReceiptVerifier elsewhere =
                new ReceiptVerifier(TestCertificates.another().ca());

        assertThat(elsewhere.failures(receipt.ledger(), receipt.receipt(), receipt.keys()))
                .containsExactlyInAnyOrder(
                        LEDGER, RECEIPT_CERTIFICATE, RECEIPT_SIGNATURE, PAYER_SIGNATURE, PAYEE_SIGNATURE);
    }

    @Test
    void depositIsTheLedgersWordAlone() {
        assertThat(failures(TestReceipt.deposit().with("amount", "2001")))
                .containsExactlyInAnyOrder(RECEIPT_SIGNATURE, CHAIN_HASH);
        assertThat(failures(TestReceipt.deposit().with("amount", "2001").sign()))
                .as("the ledger gives what it likes")
                .isEmpty();
    }

    /// A receipt holds nothing that nobody checked.
    @Test
    void depositWithAPayersKeyIsRefused() {
        TestReceipt receipt = TestReceipt.deposit();
        receipt.withKeys(new ReceiptKeys(
                TestReceipt.key("Joanne"),
                receipt.keys().payeeKey(),
                receipt.keys().receiptCertificate()));
        assertThat(failures(receipt)).containsExactly(PAYER_KEY);
    }
}
