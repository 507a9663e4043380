package io.micropay.testing;

import io.micropay.crypto.Certificates;
import io.micropay.crypto.VerificationKey;
import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.LedgerLimits;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.PostedTransfer;
import io.micropay.ledger.Registration;
import io.micropay.ledger.Transfer;
import io.micropay.ledger.TransferOutcome;
import io.micropay.ledger.jdbc.SqliteStore;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentOrder;
import io.micropay.payment.CoSignedPayment;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptFile;
import io.micropay.payment.ReceiptIssuer;
import io.micropay.payment.ReceiptKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;

/// A real ledger whose people sign what they pay, without a server in front of it.
public final class SignedLedger implements AutoCloseable {

    private final TestCertificates certificates = TestCertificates.shared();
    private final TestPayments payments = new TestPayments(certificates);
    private final ReceiptIssuer receipts =
            new ReceiptIssuer(certificates.ledgerId(), certificates.ledger().signingKey());
    private final Ledger ledger;

    private SignedLedger(LedgerStore store) {
        ledger = new Ledger(store, LedgerLimits.standard(Amount.MAX), Clock.systemUTC(), failure -> {
            throw new IllegalStateException("the ledger failed", failure);
        });
    }

    /// A ledger in a file.
    public static SignedLedger in(Path file) {
        return on(SqliteStore.open(file)
                .boundTo(TestCertificates.shared().ledgerId().hex()));
    }

    /// A ledger in a store that is bound to the shared certificates.
    public static SignedLedger on(LedgerStore store) {
        return new SignedLedger(store);
    }

    public Ledger ledger() {
        return ledger;
    }

    /// Opens an account.
    public SignedLedger open(String name, String deposit) {
        VerificationKey key = certificates.account(name).verificationKey();
        Registration registration = ledger.register(
                AccountName.parse(name).orElseThrow(),
                key.encoded(),
                key.fingerprint().hex(),
                Amount.parse(deposit).orElseThrow());
        if (!(registration instanceof Registration.Registered)) {
            throw new IllegalStateException(registration.toString());
        }
        return this;
    }

    /// Has a payment signed and committed.
    public PostedTransfer pay(String payer, String amount, String payee, String memo) {
        PaymentOrder order = TestPayments.with(
                payments.order(payer, amount, payee),
                "memo",
                Memo.of(memo).orElseThrow().toString());
        return commit(payments.sign(order));
    }

    /// Commits a payment that was signed before.
    public PostedTransfer commit(CoSignedPayment payment) {
        TransferOutcome outcome = ledger.commit(new Transfer(
                account(payment.order().payer()),
                account(payment.order().payee()),
                payment.order(),
                payment.payerSignature(),
                payment.payeeSignature()));
        if (outcome instanceof TransferOutcome.Posted posted) {
            return posted.transfer();
        }
        throw new IllegalStateException(outcome.toString());
    }

    private Account account(AccountName name) {
        return ledger.account(name).orElseThrow();
    }

    /// The receipt of a transfer, as a wallet keeps it.
    public String receipt(PostedTransfer transfer) {
        Receipt receipt = Receipt.parse(receipts.proof(transfer)).orElseThrow();
        ReceiptKeys keys = new ReceiptKeys(
                receipt.isDeposit() ? Base64Url.EMPTY : key(receipt.payer()),
                key(receipt.payee()),
                Base64Url.of(Certificates.encoded(certificates.ledger().certificate())));
        return Objects.requireNonNull(
                ReceiptFile.of(certificates.ledgerId(), receipt, keys).toJson());
    }

    private Base64Url key(AccountName name) {
        return Base64Url.of(certificates.account(name.text()).verificationKey().encoded());
    }

    @Override
    public void close() {
        ledger.close();
    }
}
