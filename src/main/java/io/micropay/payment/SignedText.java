package io.micropay.payment;

import io.micropay.crypto.Fingerprint;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;
import java.nio.charset.StandardCharsets;

/// The bytes that are signed: the only place that makes them.
///
/// Each text has three lines without a final line feed: a title, the ledger, and the fields. The title keeps a
/// signature of one kind from passing for another, the ledger keeps it from passing on another ledger.
///
/// Texts of this length are joined, here and where records and proofs are made: a join knows how long its text will
/// be, while a sum of strings is compiled to a builder that grows, and copies itself as it does.
public final class SignedText {

    private SignedText() {}

    /// What the payer signs.
    ///
    /// @param ledger the fingerprint of the CA's key
    public static byte[] order(Fingerprint ledger, PaymentOrder order) {
        return text("micropay order 1", ledger, order.toString());
    }

    /// What the payee signs: the order and the payer's signature under it.
    public static byte[] acceptance(Fingerprint ledger, PaymentOrder order, Base64Url payerSignature) {
        return text("micropay acceptance 1", ledger, String.join("#", order.toString(), payerSignature.toString()));
    }

    /// What the ledger signs.
    public static byte[] receipt(Fingerprint ledger, String record, String previousHash, String chainHash) {
        return text("micropay receipt 1", ledger, String.join("#", record, previousHash, chainHash));
    }

    private static byte[] text(String title, Fingerprint ledger, String fields) {
        return String.join("\n", title, ledger.hex(), fields).getBytes(StandardCharsets.UTF_8);
    }
}
