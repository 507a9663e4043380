package io.micropay.payment;

import io.micropay.crypto.Certificates;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.Identity;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestPayments;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A receipt put together by hand, by a ledger that signs whatever it is told to.
///
/// What is changed before [#sign] is the ledger's own lie; what is changed after it, somebody else's.
final class TestReceipt {

    /// The names of a receipt's fields in a wallet's file, in the order of the proof.
    static final List<String> PROOF_FIELDS = List.of(
            "seq",
            "payer",
            "amount",
            "payee",
            "id",
            "expires",
            "memo",
            "committedAt",
            "payerKeyHash",
            "payeeKeyHash",
            "payerSignature",
            "payeeSignature",
            "previousHash",
            "chainHash",
            "receiptSignature");

    private static final int RECORD_FIELDS = 12;

    private final TestCertificates certificates = TestCertificates.shared();
    private final List<String> fields = new ArrayList<>();
    private Identity signer = certificates.ledger();
    private String ledger = certificates.ledgerId().hex();
    private ReceiptKeys keys;

    private TestReceipt(List<String> record, ReceiptKeys keys) {
        fields.addAll(record);
        fields.addAll(List.of("f".repeat(64), "", ""));
        this.keys = keys;
    }

    /// Joanne pays Lily 0.35, and nothing is wrong with it yet.
    static TestReceipt payment() {
        return payment("0.35", "coffee");
    }

    /// Joanne pays Lily this, for this.
    static TestReceipt payment(String amount, String memo) {
        TestCertificates certificates = TestCertificates.shared();
        PaymentOrder order = TestPayments.with(
                new TestPayments(certificates).order("Joanne", amount, "Lily"), "memo", TestPayments.memo(memo));
        CoSignedPayment payment = new TestPayments(certificates).sign(order);
        List<String> record = new ArrayList<>(List.of("7"));
        record.addAll(List.of(order.toString().split("#", -1)));
        record.addAll(List.of(
                now(),
                keyHash("Joanne"),
                keyHash("Lily"),
                payment.payerSignature().toString(),
                payment.payeeSignature().toString()));
        return new TestReceipt(record, keys(key("Joanne"), key("Lily"))).sign();
    }

    /// Lily's opening deposit.
    static TestReceipt deposit() {
        String id = "01956f3a-5c1e-7a3b-8c4d-0123456789ab";
        List<String> record = List.of("1", "@treasury", "2000", "Lily", id, "", "", now(), "", keyHash("Lily"), "", "");
        return new TestReceipt(record, keys(Base64Url.EMPTY, key("Lily"))).sign();
    }

    private static String now() {
        return Instant.now().toString().substring(0, 19) + ".000Z";
    }

    private static ReceiptKeys keys(Base64Url payer, Base64Url payee) {
        return new ReceiptKeys(
                payer, payee, certificate(TestCertificates.shared().ledger()));
    }

    static Base64Url key(String person) {
        return Base64Url.of(
                TestCertificates.shared().account(person).verificationKey().encoded());
    }

    static String keyHash(String person) {
        return TestCertificates.shared()
                .account(person)
                .verificationKey()
                .fingerprint()
                .hex();
    }

    static Base64Url certificate(Identity identity) {
        return Base64Url.of(Certificates.encoded(identity.certificate()));
    }

    /// Changes a field of the proof, of the file's name for it.
    TestReceipt with(String field, String value) {
        fields.set(PROOF_FIELDS.indexOf(field), value);
        return this;
    }

    TestReceipt withKeys(ReceiptKeys others) {
        keys = others;
        return this;
    }

    TestReceipt withLedger(String other) {
        ledger = other;
        return this;
    }

    /// Signed by another key than the ledger's.
    TestReceipt signedBy(Identity other) {
        signer = other;
        return this;
    }

    /// Chains and signs the record as it stands.
    TestReceipt sign() {
        return chain().signOnly();
    }

    private TestReceipt chain() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(HexFormat.of().parseHex(field("previousHash")));
            byte[] hash = sha256.digest(record().getBytes(StandardCharsets.UTF_8));
            return with("chainHash", HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Signs without looking at the chain hash.
    TestReceipt signOnly() {
        byte[] text = SignedText.receipt(new Fingerprint(ledger), record(), field("previousHash"), field("chainHash"));
        return with(
                "receiptSignature", Base64Url.of(signer.signingKey().sign(text)).toString());
    }

    private String record() {
        return String.join("#", fields.subList(0, RECORD_FIELDS));
    }

    String field(String name) {
        return fields.get(PROOF_FIELDS.indexOf(name));
    }

    String proof() {
        return String.join("#", fields);
    }

    String ledger() {
        return ledger;
    }

    ReceiptKeys keys() {
        return keys;
    }

    Receipt receipt() {
        return Receipt.parse(proof()).orElseThrow();
    }

    ReceiptFile file() {
        return ReceiptFile.of(new Fingerprint(ledger), receipt(), keys);
    }
}
