package io.micropay.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micropay.crypto.Fingerprint;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PricedBasket;
import io.micropay.money.Sha256Text;
import io.micropay.shop.Purchase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// A receipt as a wallet keeps it: the proof's fields, the ledger, and the keys it takes to verify them offline.
///
/// @param ledger lower-case hex fingerprint of the CA's key
/// @param seq to `receiptSignature`: the fields of the proof, as they stand on the wire
/// @param payerKey base64url DER SubjectPublicKeyInfo; empty for an opening deposit
/// @param payeeKey base64url DER SubjectPublicKeyInfo
/// @param receiptCertificate base64url DER of the certificate that signs receipts
/// @param purchase what a shop's order was for; a file that has none says nothing of it, and is no other than before
/// there were shops
public record ReceiptFile(
        String ledger,
        String seq,
        String payer,
        String amount,
        String payee,
        String id,
        String expires,
        String memo,
        String committedAt,
        String payerKeyHash,
        String payeeKeyHash,
        String payerSignature,
        String payeeSignature,
        String previousHash,
        String chainHash,
        String receiptSignature,
        String payerKey,
        String payeeKey,
        String receiptCertificate,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Bought> purchase) {

    /// A purchase as it stands in the file.
    ///
    /// @param menuHash lower-case hex
    /// @param basket `<sku>:<qty>:<price>[,...]`
    /// @param titles what the shop calls the items, or none
    public record Bought(String menuHash, String basket, List<String> titles) {

        static Bought of(Purchase purchase) {
            return new Bought(
                    purchase.menuHash(),
                    purchase.basket().toString(),
                    purchase.titles().stream().map(Memo::text).toList());
        }

        /// Empty when a field is not of its form.
        Optional<Purchase> read() {
            Optional<PricedBasket> items = PricedBasket.parse(basket);
            List<Memo> names = titles.stream()
                    .filter(Objects::nonNull)
                    .flatMap(title -> Memo.of(title).stream())
                    .toList();
            boolean whole = items.isPresent()
                    && Sha256Text.isOfTheForm(menuHash)
                    && names.size() == titles.size()
                    && (names.isEmpty() || names.size() == items.get().items().size());
            return whole ? Optional.of(new Purchase(menuHash, items.get(), names)) : Optional.empty();
        }
    }

    /// Strict where the defaults are lenient: what a receipt does not say, or says twice, is no receipt. What is
    /// missing is read as null, which is refused; an Optional is none.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .withCoercionConfig(LogicalType.Textual, ReceiptFile::textOnly)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private static void textOnly(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    public static ReceiptFile of(Fingerprint ledger, Receipt receipt, ReceiptKeys keys) {
        return of(
                ledger.hex(),
                receipt.fields(),
                keys.payerKey().toString(),
                keys.payeeKey().toString(),
                keys.receiptCertificate().toString(),
                Optional.empty());
    }

    /// The same receipt with what it paid for.
    public ReceiptFile with(Purchase bought) {
        return of(ledger, proof(), payerKey, payeeKey, receiptCertificate, Optional.of(Bought.of(bought)));
    }

    private static ReceiptFile of(
            String ledger,
            List<String> proof,
            String payerKey,
            String payeeKey,
            String receiptCertificate,
            Optional<Bought> purchase) {
        return new ReceiptFile(
                ledger,
                proof.get(0),
                proof.get(1),
                proof.get(2),
                proof.get(3),
                proof.get(4),
                proof.get(5),
                proof.get(6),
                proof.get(7),
                proof.get(8),
                proof.get(9),
                proof.get(10),
                proof.get(11),
                proof.get(12),
                proof.get(13),
                proof.get(14),
                payerKey,
                payeeKey,
                receiptCertificate,
                purchase);
    }

    /// The fields of the proof, in its order.
    private List<String> proof() {
        return List.of(
                seq,
                payer,
                amount,
                payee,
                id,
                expires,
                memo,
                committedAt,
                payerKeyHash,
                payeeKeyHash,
                payerSignature,
                payeeSignature,
                previousHash,
                chainHash,
                receiptSignature);
    }

    /// Reads a receipt from its JSON text; empty when the text is no receipt.
    public static Optional<ReceiptFile> parse(String json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, ReceiptFile.class)).filter(ReceiptFile::isReadable);
        } catch (JacksonException notAReceipt) {
            return Optional.empty();
        }
    }

    private boolean isReadable() {
        return purchase.isEmpty() || purchase.get().read().isPresent();
    }

    /// What was bought, if the file says so.
    public Optional<Purchase> bought() {
        return purchase.flatMap(Bought::read);
    }

    public String toJson() {
        return JSON.writeValueAsString(this) + "\n";
    }

    /// The proof; empty when a field is not of its form.
    public Optional<Receipt> receipt() {
        return Receipt.fromFields(proof());
    }

    /// The keys; empty when one is not base64url.
    public Optional<ReceiptKeys> keys() {
        var payer = Base64Url.parse(payerKey);
        var payee = Base64Url.parse(payeeKey);
        var certificate = Base64Url.parse(receiptCertificate);
        return payer.isPresent() && payee.isPresent() && certificate.isPresent()
                ? Optional.of(new ReceiptKeys(payer.get(), payee.get(), certificate.get()))
                : Optional.empty();
    }
}
