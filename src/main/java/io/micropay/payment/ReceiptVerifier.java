package io.micropay.payment;

import io.micropay.crypto.Certificates;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.ReceiptCertificates;
import io.micropay.crypto.UnsupportedKeyException;
import io.micropay.crypto.VerificationKey;
import io.micropay.ledger.PostedTransfer;
import io.micropay.money.Base64Url;
import io.micropay.shop.Purchase;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Verifies receipts offline, with nothing but the CA the reader trusts.
public final class ReceiptVerifier {

    private final X509Certificate ca;
    private final Fingerprint ledger;
    private volatile @Nullable Judged judged;

    /// @param ca the certificate the reader trusts; it gives the ledger's id
    public ReceiptVerifier(X509Certificate ca) {
        this.ca = ca;
        this.ledger = Fingerprint.ofKey(ca.getPublicKey());
    }

    /// The ledger whose receipts can pass.
    public Fingerprint ledger() {
        return ledger;
    }

    /// Makes every check there is, so that the answer names all that is wrong.
    ///
    /// @param claimedLedger the ledger the receipt says it is of, lower-case hex
    /// @return the checks that failed; none when the receipt is true
    public Set<ReceiptCheck> failures(String claimedLedger, Receipt receipt, ReceiptKeys keys) {
        Set<ReceiptCheck> failures = EnumSet.noneOf(ReceiptCheck.class);
        require(claimedLedger.equals(ledger.hex()), ReceiptCheck.LEDGER, failures);
        checkLedgersPart(receipt, keys.receiptCertificate(), failures);
        Optional<VerificationKey> payeeKey = keyOnRecord(keys.payeeKey(), receipt.payeeKeyHash());
        require(payeeKey.isPresent(), ReceiptCheck.PAYEE_KEY, failures);
        // Nobody signed an opening deposit: the ledger's own word is all there is to check.
        if (receipt.isDeposit()) {
            require(keys.payerKey().isEmpty(), ReceiptCheck.PAYER_KEY, failures);
        }
        receipt.order().ifPresent(order -> {
            Optional<VerificationKey> payerKey = keyOnRecord(keys.payerKey(), receipt.payerKeyHash());
            require(payerKey.isPresent(), ReceiptCheck.PAYER_KEY, failures);
            byte[] ordered = SignedText.order(ledger, order);
            require(signed(payerKey, ordered, receipt.payerSignature()), ReceiptCheck.PAYER_SIGNATURE, failures);
            byte[] accepted = SignedText.acceptance(ledger, order, receipt.payerSignature());
            require(signed(payeeKey, accepted, receipt.payeeSignature()), ReceiptCheck.PAYEE_SIGNATURE, failures);
        });
        return failures;
    }

    /// Makes every check of what a file holds, and says what came of it.
    ///
    /// @return empty when the file is no receipt
    public Optional<ReceiptVerdict> verdict(ReceiptFile file) {
        Optional<Receipt> receipt = file.receipt();
        Optional<ReceiptKeys> keys = file.keys();
        return receipt.isPresent() && keys.isPresent()
                ? Optional.of(verdict(file.ledger(), receipt.get(), keys.get(), file.bought()))
                : Optional.empty();
    }

    private ReceiptVerdict verdict(
            String claimedLedger, Receipt receipt, ReceiptKeys keys, Optional<Purchase> purchase) {
        Set<ReceiptCheck> failures = failures(claimedLedger, receipt, keys);
        purchase.ifPresent(bought -> require(isPaidBy(bought, receipt), ReceiptCheck.PURCHASE, failures));
        return ReceiptVerdict.of(receipt, failures, purchase);
    }

    /// Whether a payment was for this: its memo holds the hash of what both have seen.
    public boolean isPaidBy(Purchase purchase, Receipt receipt) {
        return purchase.isPaidBy(ledger.hex(), receipt.payee(), receipt.amount(), receipt.memo());
    }

    /// Whether the ledger says so: all that can be checked without the keys of payer and payee.
    ///
    /// @param certificate DER of the certificate that signs receipts
    public boolean isOfTheLedger(Receipt receipt, Base64Url certificate) {
        Set<ReceiptCheck> failures = EnumSet.noneOf(ReceiptCheck.class);
        checkLedgersPart(receipt, certificate, failures);
        return failures.isEmpty();
    }

    private void checkLedgersPart(Receipt receipt, Base64Url certificate, Set<ReceiptCheck> failures) {
        // Judged at the time of the commit: a receipt outlives the certificate it was signed with.
        Instant committedAt = Instant.ofEpochMilli(receipt.committedAt().epochMillis());
        Optional<VerificationKey> key = receiptKey(certificate, committedAt);
        require(key.isPresent(), ReceiptCheck.RECEIPT_CERTIFICATE, failures);
        PostedTransfer posted = receipt.posted();
        byte[] text = SignedText.receipt(ledger, posted.record(), posted.previousHash(), posted.chainHash());
        require(signed(key, text, receipt.receiptSignature()), ReceiptCheck.RECEIPT_SIGNATURE, failures);
        require(posted.isChained(), ReceiptCheck.CHAIN_HASH, failures);
    }

    /// Nearly all receipts have the same certificate: all of it but its validity is judged once.
    private Optional<VerificationKey> receiptKey(Base64Url certificate, Instant committedAt) {
        Judged known = judged;
        if (known != null && known.encoded().equals(certificate) && isValidAt(known.certificate(), committedAt)) {
            return Optional.of(known.key());
        }
        try {
            X509Certificate decoded = Certificates.decode(certificate.bytes());
            VerificationKey key = ReceiptCertificates.verify(decoded, ca, committedAt);
            judged = new Judged(certificate, decoded, key);
            return Optional.of(key);
        } catch (CryptoException notTheLedgers) {
            return Optional.empty();
        }
    }

    private boolean isValidAt(X509Certificate certificate, Instant moment) {
        return Certificates.isValidAt(certificate, moment) && Certificates.isValidAt(ca, moment);
    }

    /// A certificate that was found to be the ledger's.
    private record Judged(Base64Url encoded, X509Certificate certificate, VerificationKey key) {}

    private static Optional<VerificationKey> keyOnRecord(Base64Url key, String hash) {
        try {
            return Optional.of(VerificationKey.decode(key.bytes()))
                    .filter(decoded -> decoded.fingerprint().hex().equals(hash));
        } catch (UnsupportedKeyException unsupported) {
            return Optional.empty();
        }
    }

    private static boolean signed(Optional<VerificationKey> key, byte[] text, Base64Url signature) {
        return key.isPresent() && key.get().verify(text, signature.bytes());
    }

    private static void require(boolean holds, ReceiptCheck check, Set<ReceiptCheck> failures) {
        if (!holds) {
            failures.add(check);
        }
    }
}
