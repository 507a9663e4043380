package io.micropay.ledger;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentId;
import java.util.HexFormat;

/// A transfer as the journal will hold it.
///
/// All that does not depend on the transfer's place is made ready by the caller's thread, before the queue; the
/// writer gives it its place with [#post]. The byte arrays are handed on without copies: nobody changes them.
public final class TransferEntry {

    private static final byte[] NO_SIGNATURE = {};

    private final Account payer;
    private final Account payee;
    private final AccountName payerName;
    private final AccountName payeeName;
    private final Amount amount;
    private final PaymentId id;
    private final String expires;
    private final String memo;
    private final byte[] payerSignature;
    private final byte[] payeeSignature;
    private final String orderFields;
    private final TransferRecord record;

    private long seq;
    private long committedAt;
    private long payerPrevious;
    private long payeePrevious;
    private byte[] previousHash = {};
    private byte[] chainHash = {};

    /// The entry of a payment between two people.
    TransferEntry(Transfer transfer) {
        this.payer = transfer.payer();
        this.payee = transfer.payee();
        this.payerName = transfer.order().payer();
        this.payeeName = transfer.order().payee();
        this.amount = transfer.order().amount();
        this.id = transfer.order().id();
        this.expires = transfer.order().expires().toString();
        this.memo = transfer.order().memo().toString();
        this.payerSignature = transfer.payerSignature().bytes();
        this.payeeSignature = transfer.payeeSignature().bytes();
        this.orderFields = transfer.order().toString();
        this.record = record(transfer.payerSignature(), transfer.payeeSignature());
    }

    /// The entry of an opening deposit: no expiry, no memo, no signatures.
    TransferEntry(Account treasury, Account payee, Amount amount, PaymentId id) {
        this.payer = treasury;
        this.payee = payee;
        this.payerName = treasury.name();
        this.payeeName = payee.name();
        this.amount = amount;
        this.id = id;
        this.expires = "";
        this.memo = "";
        this.payerSignature = NO_SIGNATURE;
        this.payeeSignature = NO_SIGNATURE;
        this.orderFields = payerName + "#" + amount + "#" + payeeName + "#" + id + "##";
        this.record = record(Base64Url.EMPTY, Base64Url.EMPTY);
    }

    private TransferRecord record(Base64Url payerSignatureText, Base64Url payeeSignatureText) {
        return new TransferRecord(
                orderFields,
                payer.keyHash(),
                payee.keyHash(),
                payerSignatureText.toString(),
                payeeSignatureText.toString());
    }

    /// Puts the entry behind `head`, and returns the new head.
    ///
    /// @param payerPrevious the payer's transfer before this one, 0 for none; `payeePrevious` likewise
    /// @param committedAtText the bytes of `committedAt`
    ChainHead post(
            ChainHead head,
            long payerPrevious,
            long payeePrevious,
            long committedAt,
            byte[] committedAtText,
            Chain chain) {
        this.seq = head.seq() + 1;
        this.payerPrevious = payerPrevious;
        this.payeePrevious = payeePrevious;
        this.committedAt = committedAt;
        record.complete(seq, committedAtText);
        this.previousHash = head.hash();
        this.chainHash = chain.link(previousHash, record);
        return new ChainHead(seq, chainHash, committedAt);
    }

    /// The posted transfer; rendered at each call, by whoever needs it.
    PostedTransfer posted() {
        HexFormat hex = HexFormat.of();
        return new PostedTransfer(seq, record.text(), hex.formatHex(previousHash), hex.formatHex(chainHash));
    }

    String orderFields() {
        return orderFields;
    }

    PaymentKey key() {
        return new PaymentKey(payer.number(), id);
    }

    public long seq() {
        return seq;
    }

    public Account payer() {
        return payer;
    }

    public Account payee() {
        return payee;
    }

    /// The payer's name as the order wrote it.
    public AccountName payerName() {
        return payerName;
    }

    /// The payee's name as the order wrote it.
    public AccountName payeeName() {
        return payeeName;
    }

    public Amount amount() {
        return amount;
    }

    public PaymentId id() {
        return id;
    }

    /// The expiry as the order wrote it; empty for a deposit.
    public String expires() {
        return expires;
    }

    /// The memo as the order wrote it, base64url.
    public String memo() {
        return memo;
    }

    /// Milliseconds since 1970.
    public long committedAt() {
        return committedAt;
    }

    public byte[] payerSignature() {
        return payerSignature;
    }

    public byte[] payeeSignature() {
        return payeeSignature;
    }

    /// The payer's transfer before this one, 0 for none.
    public long payerPrevious() {
        return payerPrevious;
    }

    /// The payee's transfer before this one, 0 for none.
    public long payeePrevious() {
        return payeePrevious;
    }

    public byte[] chainHash() {
        return chainHash;
    }
}
