package io.micropay.payment;

import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.SigningKey;
import io.micropay.ledger.PostedTransfer;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;

/// Signs receipts with the ledger's key.
///
/// Ed25519 (RFC 8032) is deterministic: whenever and wherever a transfer's proof is asked for, it is the same bytes,
/// so signatures of receipts need not be stored.
public final class ReceiptIssuer {

    private final Fingerprint ledger;
    private final SigningKey receiptKey;

    /// @param ledger the fingerprint of the CA's key
    public ReceiptIssuer(Fingerprint ledger, SigningKey receiptKey) {
        this.ledger = ledger;
        this.receiptKey = receiptKey;
    }

    /// `<record>#<previous hash>#<chain hash>#<receipt sig>`.
    public String proof(PostedTransfer posted) {
        byte[] text = SignedText.receipt(ledger, posted.record(), posted.previousHash(), posted.chainHash());
        return String.join(
                "#",
                posted.record(),
                posted.previousHash(),
                posted.chainHash(),
                Base64Url.of(receiptKey.sign(text)).toString());
    }

    /// What an order is answered whose payer and id are on record: the first answer again, or that the id is another
    /// order's.
    PaymentOutcome repeated(PaymentOrder order, PostedTransfer posted) {
        return posted.orderFields().equals(order.toString())
                ? new PaymentOutcome.Committed(proof(posted), true)
                : new PaymentOutcome.Refused(RefusalReason.ID_REUSED);
    }
}
