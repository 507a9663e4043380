package io.micropay.client;

import io.micropay.crypto.Certificates;
import io.micropay.crypto.Identity;
import io.micropay.crypto.VerificationKey;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import io.micropay.ntp.ClockCheck;
import io.micropay.ntp.Deviation;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptFile;
import io.micropay.payment.ReceiptKeys;
import io.micropay.payment.ReceiptVerdict;
import io.micropay.payment.ReceiptVerifier;
import io.micropay.payment.SignedText;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// One person's key for one ledger: signs orders and acceptances, and believes a proof only after checking all of it.
public final class Wallet {

    /// How long an order can be accepted. It is over soon, and yet a person has the time to answer.
    private static final Duration ORDER_VALIDITY = Duration.ofMinutes(5);

    /// Shared by all that are made of this wallet: its certificate is renewed while it is open.
    private final AtomicReference<Identity> identity;

    private final ReceiptVerifier verifier;
    private final WalletFolder folder;
    private final ClockCheck clock;

    public Wallet(Identity identity, WalletFolder folder) {
        this(new AtomicReference<>(identity), identity.authority(), folder, ClockCheck.NONE);
    }

    private Wallet(
            AtomicReference<Identity> identity, X509Certificate authority, WalletFolder folder, ClockCheck clock) {
        this.identity = identity;
        this.verifier = new ReceiptVerifier(authority);
        this.folder = folder;
        this.clock = clock;
    }

    /// The same wallet, which signs nothing while `check` says that this machine's clock is wrong.
    public Wallet minding(ClockCheck check) {
        return new Wallet(identity, identity().authority(), folder, check);
    }

    /// How wrong this machine's clock is, when it is known to be: nothing that expires may be signed then.
    public Optional<Deviation> clockWrongBy() {
        return clock.wrongBy();
    }

    /// Who the wallet is at this moment.
    public Identity identity() {
        return identity.get();
    }

    /// Goes on under another certificate of its key, which each handshake shows from now on.
    ///
    /// @throws IllegalArgumentException when it is of another key or of another CA
    public void renew(Identity renewed) {
        Identity own = identity();
        if (!renewed.verificationKey().equals(own.verificationKey())
                || !renewed.authority().equals(own.authority())) {
            throw new IllegalArgumentException("a wallet keeps its key and its ledger");
        }
        identity.set(renewed);
    }

    /// Where the wallet keeps what it must not forget.
    public WalletFolder folder() {
        return folder;
    }

    /// The orders that this key has signed for this ledger, and what became of them.
    OrderJournal journal() {
        return folder.journal(verifier.ledger(), identity().verificationKey().fingerprint());
    }

    /// Where processes of this wallet share a login.
    Path sharedLogin() {
        return folder.sharedLogin(
                verifier.ledger(), identity().verificationKey().fingerprint());
    }

    /// What this key has asked to be paid in this ledger.
    RequestStore requests() {
        return folder.requests(verifier.ledger(), identity().verificationKey().fingerprint());
    }

    /// Asks to be paid: the request is kept, and is paid once.
    ///
    /// @param server where its payer meets this wallet
    /// @throws IOException when it cannot be kept
    public PaymentRequest request(AccountName payee, ServerAddress server, Amount amount, Memo words)
            throws IOException {
        OwnRequest own = requests().create(amount, words);
        return new PaymentRequest(payee, server, amount, words, own.reference());
    }

    /// What its owner has said about whose payments to take.
    public AcceptanceRules acceptance() {
        return folder.acceptance(verifier.ledger(), identity().verificationKey().fingerprint());
    }

    /// What it keeps of its own shop.
    public ShopStore shop() {
        return folder.shop(verifier.ledger(), identity().verificationKey().fingerprint());
    }

    /// What it buys in this ledger, and has bought.
    public OwnPurchases purchases() {
        QuotedPurchases quoted =
                folder.quoted(verifier.ledger(), identity().verificationKey().fingerprint());
        return new OwnPurchases(verifier, folder.receipts(), quoted);
    }

    /// The days that this key has closed in this ledger.
    public DayStore days() {
        return folder.days(verifier.ledger(), identity().verificationKey().fingerprint());
    }

    /// Makes and signs an order.
    ///
    /// @param now the ledger's clock, in milliseconds since 1970
    SignedOrder order(AccountName payer, Amount amount, AccountName payee, PaymentId id, Memo memo, long now) {
        Timestamp expires = Timestamp.ofEpochMillis(now + ORDER_VALIDITY.toMillis());
        PaymentOrder order = new PaymentOrder(payer, amount, payee, id, expires, memo);
        byte[] signature = identity().signingKey().sign(SignedText.order(verifier.ledger(), order));
        return new SignedOrder(order, Base64Url.of(signature));
    }

    /// Whether the order is signed with this key, for this ledger.
    boolean isSignedBy(VerificationKey payer, SignedOrder signed) {
        return payer.verify(
                SignedText.order(verifier.ledger(), signed.order()),
                signed.payerSignature().bytes());
    }

    /// The signature that accepts an order.
    Base64Url accept(SignedOrder signed) {
        byte[] text = SignedText.acceptance(verifier.ledger(), signed.order(), signed.payerSignature());
        return Base64Url.of(identity().signingKey().sign(text));
    }

    /// Whether the ledger has signed this: all that can be checked without the keys of payer and payee.
    boolean isOfTheLedger(Receipt receipt, KnownLedger ledger) {
        return verifier.isOfTheLedger(receipt, Base64Url.of(Certificates.encoded(ledger.receiptCertificate())));
    }

    /// Whether it was this wallet's key that was paid.
    public boolean wasPaid(Receipt receipt) {
        return receipt.payeeKeyHash()
                .equals(identity().verificationKey().fingerprint().hex());
    }

    /// Whether it was this wallet's key that paid.
    public boolean hasPaid(Receipt receipt) {
        return receipt.payerKeyHash()
                .equals(identity().verificationKey().fingerprint().hex());
    }

    /// The receipt in a file, when the ledger has signed it, and one of its sides is this wallet's key.
    public Optional<Receipt> ownReceipt(ReceiptFile file) {
        Optional<Base64Url> certificate = Base64Url.parse(file.receiptCertificate());
        return file.receipt()
                .filter(receipt -> wasPaid(receipt) || hasPaid(receipt))
                .filter(receipt -> certificate.isPresent() && verifier.isOfTheLedger(receipt, certificate.get()));
    }

    /// Makes every check of a receipt in a file.
    ///
    /// @return empty when it holds no receipt
    /// @throws IOException when it cannot be read
    public Optional<ReceiptVerdict> verdict(Path file) throws IOException {
        return ReceiptStore.read(file).flatMap(verifier::verdict);
    }

    /// Reads a proof of this very order, between these two keys.
    ///
    /// @return empty when anything about it is not so
    Optional<VerifiedReceipt> verify(
            String proof, PaymentOrder order, VerificationKey payer, VerificationKey payee, KnownLedger ledger) {
        X509Certificate receiptCertificate = ledger.receiptCertificate();
        ReceiptKeys keys = new ReceiptKeys(
                Base64Url.of(payer.encoded()),
                Base64Url.of(payee.encoded()),
                Base64Url.of(Certificates.encoded(receiptCertificate)));
        return Receipt.parse(proof)
                .filter(receipt -> receipt.order().map(PaymentOrder::toString).equals(Optional.of(order.toString())))
                .filter(receipt ->
                        verifier.failures(ledger.id().hex(), receipt, keys).isEmpty())
                .map(receipt -> new VerifiedReceipt(receipt, keys));
    }
}
