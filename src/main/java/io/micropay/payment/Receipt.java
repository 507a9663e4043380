package io.micropay.payment;

import io.micropay.ledger.PostedTransfer;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Sha256Text;
import io.micropay.money.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A proof, read: the ledger's record of one transfer, where it stands in the chain, and the ledger's signature.
///
/// Reading checks the form only; [ReceiptVerifier] checks that it is true. Texts are kept as they arrived, so
/// [#proof()] gives back the bytes it was read from.
///
/// @param seq the transfer's place in the ledger, from 1
/// @param payer [AccountName#TREASURY] for an opening deposit
/// @param expires empty for an opening deposit
/// @param payerKeyHash lower-case hex SHA-256 of the payer's key, empty for an opening deposit
/// @param payeeKeyHash lower-case hex SHA-256 of the payee's key
/// @param previousHash lower-case hex, zeros for the first transfer
/// @param chainHash lower-case hex SHA-256 over the previous hash and the record
public record Receipt(
        long seq,
        AccountName payer,
        Amount amount,
        AccountName payee,
        PaymentId id,
        Optional<Timestamp> expires,
        Memo memo,
        Timestamp committedAt,
        String payerKeyHash,
        String payeeKeyHash,
        Base64Url payerSignature,
        Base64Url payeeSignature,
        String previousHash,
        String chainHash,
        Base64Url receiptSignature) {

    private static final int FIELDS = 15;
    private static final Pattern SEQ = Pattern.compile("[1-9][0-9]{0,17}");

    /// Reads a proof; empty when it is not of the form.
    public static Optional<Receipt> parse(String proof) {
        return fromFields(List.of(proof.split("#", -1)));
    }

    /// Reads a proof from its fifteen fields; empty when they are not of the form.
    static Optional<Receipt> fromFields(List<String> fields) {
        if (fields.size() != FIELDS || !SEQ.matcher(fields.getFirst()).matches()) {
            return Optional.empty();
        }
        boolean deposit = fields.get(1).equals(AccountName.TREASURY.text());
        if (deposit ? !hasFormOfDeposit(fields) : !hasFormOfPayment(fields)) {
            return Optional.empty();
        }
        var payer = deposit ? Optional.of(AccountName.TREASURY) : AccountName.parse(fields.get(1));
        var amount = Amount.parse(fields.get(2));
        var payee = AccountName.parse(fields.get(3));
        var id = PaymentId.parse(fields.get(4));
        var expires = Timestamp.parse(fields.get(5));
        var memo = Memo.parse(fields.get(6));
        var committedAt = Timestamp.parse(fields.get(7)).filter(Timestamp::hasMillis);
        var payerSignature = Base64Url.parse(fields.get(10));
        var payeeSignature = Base64Url.parse(fields.get(11));
        var receiptSignature = Base64Url.parse(fields.get(14)).filter(signature -> !signature.isEmpty());
        boolean allRead = payer.isPresent()
                && amount.isPresent()
                && payee.isPresent()
                && id.isPresent()
                && memo.isPresent()
                && committedAt.isPresent()
                && payerSignature.isPresent()
                && payeeSignature.isPresent()
                && receiptSignature.isPresent();
        boolean hashesFit = Sha256Text.isOfTheForm(fields.get(9))
                && Sha256Text.isOfTheForm(fields.get(12))
                && Sha256Text.isOfTheForm(fields.get(13));
        if (!allRead || !hashesFit) {
            return Optional.empty();
        }
        return Optional.of(new Receipt(
                Long.parseLong(fields.getFirst()),
                payer.get(),
                amount.get(),
                payee.get(),
                id.get(),
                expires,
                memo.get(),
                committedAt.get(),
                fields.get(8),
                fields.get(9),
                payerSignature.get(),
                payeeSignature.get(),
                fields.get(12),
                fields.get(13),
                receiptSignature.get()));
    }

    /// Nobody ordered a deposit: what stands for a payer and for signatures is empty.
    private static boolean hasFormOfDeposit(List<String> fields) {
        return fields.get(5).isEmpty()
                && fields.get(6).isEmpty()
                && fields.get(8).isEmpty()
                && fields.get(10).isEmpty()
                && fields.get(11).isEmpty();
    }

    /// Nowhere but in a deposit may a signature be empty.
    private static boolean hasFormOfPayment(List<String> fields) {
        return Timestamp.parse(fields.get(5)).isPresent()
                && Sha256Text.isOfTheForm(fields.get(8))
                && !fields.get(10).isEmpty()
                && !fields.get(11).isEmpty();
    }

    /// Whether the transfer is an opening deposit, which no person signed.
    public boolean isDeposit() {
        return payer.equals(AccountName.TREASURY);
    }

    /// The order that payer and payee signed; empty for an opening deposit.
    public Optional<PaymentOrder> order() {
        return expires.map(until -> new PaymentOrder(payer, amount, payee, id, until, memo));
    }

    /// The fields in the order of the protocol.
    List<String> fields() {
        return List.of(
                Long.toString(seq),
                payer.text(),
                amount.toString(),
                payee.text(),
                id.toString(),
                expires.map(Timestamp::toString).orElse(""),
                memo.toString(),
                committedAt.toString(),
                payerKeyHash,
                payeeKeyHash,
                payerSignature.toString(),
                payeeSignature.toString(),
                previousHash,
                chainHash,
                receiptSignature.toString());
    }

    /// Whether the chain hash is that of the record and the hash before it.
    public boolean isChained() {
        return posted().isChained();
    }

    /// The transfer as the ledger has it.
    PostedTransfer posted() {
        return new PostedTransfer(seq, record(), previousHash, chainHash);
    }

    /// The twelve fields that the chain hash covers.
    public String record() {
        return String.join("#", fields().subList(0, 12));
    }

    /// The proof as it came over the wire.
    public String proof() {
        return String.join("#", fields());
    }
}
