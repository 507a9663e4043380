package io.micropay.payment;

import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.VerificationKey;
import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.LedgerLimits;
import io.micropay.ledger.Registration;
import io.micropay.ledger.TestClock;
import io.micropay.ledger.jdbc.SqliteStore;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestPayments;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A payment processor with a real ledger behind it and real keys, on a clock that stands still.
final class TestProcessor implements AutoCloseable {

    private final TestCertificates certificates = TestCertificates.shared();
    private final TestClock clock = new TestClock(Instant.now());
    private final TestPayments payments = new TestPayments(certificates, clock);
    private final Set<Fingerprint> revoked = ConcurrentHashMap.newKeySet();
    private final Ledger ledger;
    private final ReceiptIssuer receipts =
            new ReceiptIssuer(certificates.ledgerId(), certificates.ledger().signingKey());
    private final PaymentProcessor processor;

    TestProcessor(Path folder) {
        try {
            ledger = new Ledger(
                    SqliteStore.open(folder.resolve("ledger.db")), LedgerLimits.standard(Amount.MAX), clock, cause -> {
                        throw new IllegalStateException("the ledger failed", cause);
                    });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        processor = new PaymentProcessor(certificates.ledgerId(), ledger, new AccountKeys(revoked::contains), receipts);
    }

    TestCertificates certificates() {
        return certificates;
    }

    TestClock clock() {
        return clock;
    }

    TestPayments payments() {
        return payments;
    }

    Ledger ledger() {
        return ledger;
    }

    ReceiptIssuer receipts() {
        return receipts;
    }

    Account open(String name, String deposit) {
        VerificationKey key = certificates.account(name).verificationKey();
        Registration registration = ledger.register(
                AccountName.parse(name).orElseThrow(),
                key.encoded(),
                key.fingerprint().hex(),
                Amount.parse(deposit).orElseThrow());
        return ((Registration.Registered) registration).account();
    }

    void revoke(Account account) {
        revoked.add(new Fingerprint(account.keyHash()));
    }

    void reinstate(Account account) {
        revoked.remove(new Fingerprint(account.keyHash()));
    }

    PaymentOutcome process(CoSignedPayment payment, @Nullable Account submitter) {
        try {
            return processor.process(payment, submitter);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What becomes of `order`, signed by both and submitted by the payee.
    PaymentOutcome pay(PaymentOrder order) {
        return process(payments.sign(order), ledger.account(order.payee()).orElseThrow());
    }

    PaymentProcessor processor() {
        return processor;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
