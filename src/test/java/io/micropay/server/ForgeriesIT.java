package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.money.Base64Url;
import io.micropay.payment.CoSignedPayment;
import io.micropay.payment.SignedText;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signatures that are nearly right. See also the session `refusals-in-order.txt`.
class ForgeriesIT {

    private static final Map<String, UnaryOperator<byte[]>> CHANGES = Map.of(
            "a byte short", signature -> Arrays.copyOf(signature, signature.length - 1),
            "a byte long", signature -> Arrays.copyOf(signature, signature.length + 1),
            "a bit flipped", ForgeriesIT::flipped,
            "a single byte", signature -> new byte[1],
            "all zeros", signature -> new byte[signature.length],
            "far too long", signature -> new byte[700]);

    private static byte[] flipped(byte[] signature) {
        byte[] copy = signature.clone();
        copy[copy.length / 2] ^= 1;
        return copy;
    }

    @ParameterizedTest
    @CsvSource({"Rex, RSA_2048", "Joanne, P256", "Eddie, ED25519"})
    void changedSignatureDoesNotVerify(String payer, KeyKind kind) {
        TestCertificates certificates = TestCertificates.shared();
        certificates.account(payer, kind);
        try (TestServer server = TestServer.start();
                TestClient paying = server.newcomer(payer, "100");
                TestClient lily = server.newcomer("Lily", "0")) {
            TestPayments payments = new TestPayments(certificates);
            CoSignedPayment payment = payments.sign(payments.order(payer, "10", "Lily"));
            CHANGES.forEach((change, operation) -> {
                Base64Url changed =
                        Base64Url.of(operation.apply(payment.payerSignature().bytes()));
                assertThat(lily.ask(trans(payment, changed, payment.payeeSignature())))
                        .as(change)
                        .startsWith("TRANS FAIL#BAD_PAYER_SIGNATURE#");
            });
            assertThat(paying.ask("STATUS#" + payment.order().id())).isEqualTo("NEVER_SEEN");
            assertThat(lily.ask(TestPayments.trans(payment))).startsWith("TRANS OK#");
        }
    }

    @Test
    void changedAcceptanceDoesNotVerify() {
        try (TestServer server = TestServer.start();
                TestClient joanne = server.newcomer("Joanne", "100");
                TestClient lily = server.newcomer("Lily", "0")) {
            TestPayments payments = new TestPayments(server.certificates());
            CoSignedPayment payment = payments.sign(payments.order("Joanne", "10", "Lily"));
            CHANGES.forEach((change, operation) -> {
                Base64Url changed =
                        Base64Url.of(operation.apply(payment.payeeSignature().bytes()));
                assertThat(lily.ask(trans(payment, payment.payerSignature(), changed)))
                        .as(change)
                        .startsWith("TRANS FAIL#BAD_PAYEE_SIGNATURE#");
            });
            // Signed by the payee, but another text: the order, or the acceptance of another signature.
            for (byte[] text : List.of(
                    SignedText.order(server.certificates().ledgerId(), payment.order()),
                    SignedText.acceptance(
                            server.certificates().ledgerId(), payment.order(), payment.payeeSignature()))) {
                Base64Url other = Base64Url.of(
                        server.certificates().account("Lily").signingKey().sign(text));
                assertThat(lily.ask(trans(payment, payment.payerSignature(), other)))
                        .startsWith("TRANS FAIL#BAD_PAYEE_SIGNATURE#");
            }
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#100");
        }
    }

    private static String trans(CoSignedPayment payment, Base64Url payerSignature, Base64Url payeeSignature) {
        return TestPayments.trans(new CoSignedPayment(payment.order(), payerSignature, payeeSignature));
    }

    /// The same people with the same keys, on a ledger of another CA.
    @Test
    void orderSignedForOneLedgerIsNoneOnAnother() {
        TestCertificates here = TestCertificates.shared();
        TestCertificates there = TestCertificates.another();
        try (TestServer server = TestServer.start();
                TestServer elsewhere = TestServer.with().certificates(there).start();
                TestClient joanne = server.newcomer("Joanne", "100");
                TestClient lily = server.newcomer("Lily", "0");
                TestClient joanneThere = elsewhere.connect(moved(here, there, "Joanne"));
                TestClient lilyThere = elsewhere.connect(moved(here, there, "Lily"))) {
            joanneThere.expect("*", "*").send("REGISTER#Joanne#100").expect("100 OK");
            lilyThere.expect("*", "*").send("REGISTER#Lily#0").expect("100 OK");
            lilyThere.askForStatus("Lily#0");
            TestPayments payments = new TestPayments(here);
            String trans = TestPayments.trans(payments.sign(payments.order("Joanne", "10", "Lily")));

            assertThat(lily.ask(trans)).startsWith("TRANS OK#");
            assertThat(lilyThere.ask(trans)).startsWith("TRANS FAIL#BAD_PAYER_SIGNATURE#");
            assertThat(joanneThere.ask("BALANCE")).isEqualTo("BALANCE#100");
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#90");
        }
    }

    private static Identity moved(TestCertificates from, TestCertificates to, String person) {
        return to.certify(person, from.account(person).signingKey());
    }
}
