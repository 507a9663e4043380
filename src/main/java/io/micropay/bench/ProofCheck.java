package io.micropay.bench;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.VerificationKey;
import io.micropay.payment.Receipt;
import io.micropay.payment.SignedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// Reads the answers that were kept while the clock ran, on all processors: counts them by kind, verifies every proof,
/// and books what was paid.
final class ProofCheck {

    /// What the answer to a payment that was made begins with.
    static final String PAID = "TRANS OK";

    private static final String REFUSED = "TRANS FAIL#";
    private static final String BUSY = "BUSY";
    private static final String NO_ANSWER = "NO ANSWER";

    /// How many proofs are kept, for asking the server about them again.
    private static final int SAMPLE_MAX = 20_000;

    private final Fingerprint ledger;
    private final VerificationKey receiptKey;
    private final Accounts accounts;
    private final AtomicLongArray booked;
    private final SeenChain chain = new SeenChain();
    private final List<Settled> sample = new ArrayList<>();
    private final List<Doubtful> doubtful = new ArrayList<>();
    private final LongAdder verified = new LongAdder();
    private long seen;

    /// A payment with the proof that acknowledged it.
    ///
    /// @param payee the number of the account that was paid
    record Settled(int payee, SignedPayment payment, String proof) {}

    /// A payment of which the answer, or its absence, does not say what became of it.
    ///
    /// @param payee the number of the account to be paid
    record Doubtful(int payee, SignedPayment payment) {}

    ProofCheck(Target target, Accounts accounts) {
        this.ledger = target.ledger().id();
        this.receiptKey = receiptKey(target);
        this.accounts = accounts;
        this.booked = new AtomicLongArray(accounts.size());
    }

    private static VerificationKey receiptKey(Target target) {
        try {
            return VerificationKey.of(target.ledger().receiptCertificate().getPublicKey());
        } catch (CryptoException impossible) {
            throw new IllegalStateException("the certificate was checked when the server showed it", impossible);
        }
    }

    /// Checks all answers since each payee's last load.
    ///
    /// @param counts gets how many there were of each kind
    /// @throws BenchException when a proof does not hold
    void check(List<Payee> payees, Measurement counts, Display display) throws BenchException {
        Queue<String> problems = new ConcurrentLinkedQueue<>();
        long all = payees.stream().mapToLong(Payee::answered).sum();
        try (Display.Step step = display.begin("checking proofs", all)) {
            payees.parallelStream()
                    .forEach(payee -> IntStream.range(0, payee.answered())
                            .parallel()
                            .forEach(i -> {
                                problem(payee, i).ifPresent(problems::add);
                                step.advance();
                            }));
        }
        chain.problem().ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw new BenchException(
                    Trouble.LOST,
                    problems.size() + " of " + all + " answers are not true; " + problems.peek(),
                    "the server's acknowledgements are not to be trusted");
        }
        payees.forEach(payee -> sort(payee, counts));
    }

    /// What is wrong with an answer; books the payment when nothing is.
    private Optional<String> problem(Payee payee, int index) {
        String answer = payee.exchange().answer(index);
        if (answer.equals(PAID)) {
            return Optional.of("payment " + payee.payment(index).order().id() + " is acknowledged without a proof");
        }
        return answer.startsWith(PAID + "#")
                ? book(payee.account().number(), payee.payment(index), answer.substring(PAID.length() + 1))
                : Optional.empty();
    }

    /// Verifies a proof and books what it proves.
    ///
    /// @return what is wrong with it
    Optional<String> book(int payee, SignedPayment payment, String proof) {
        Optional<Receipt> receipt = Receipt.parse(proof);
        if (receipt.isEmpty()) {
            return Optional.of("the proof of " + payment.order().id() + " is not of the form: " + proof);
        }
        if (!isTrue(receipt.get(), payment, accounts.get(payment.payer()), accounts.get(payee))) {
            return Optional.of("the proof of " + payment.order().id() + " is not true: " + proof);
        }
        chain.add(receipt.get());
        long micros = payment.order().amount().micros();
        booked.addAndGet(payment.payer(), -micros);
        booked.addAndGet(payee, micros);
        verified.increment();
        return Optional.empty();
    }

    private boolean isTrue(Receipt receipt, SignedPayment payment, BenchAccount payer, BenchAccount payee) {
        String order = payment.order().toString();
        VerificationKey payerKey = payer.key().verificationKey();
        VerificationKey payeeKey = payee.key().verificationKey();
        return receipt.order().filter(read -> read.toString().equals(order)).isPresent()
                && receipt.payerKeyHash().equals(payerKey.fingerprint().hex())
                && receipt.payeeKeyHash().equals(payeeKey.fingerprint().hex())
                && payerKey.verify(
                        SignedText.order(ledger, payment.order()),
                        receipt.payerSignature().bytes())
                && payeeKey.verify(
                        SignedText.acceptance(ledger, payment.order(), receipt.payerSignature()),
                        receipt.payeeSignature().bytes())
                && receipt.isChained()
                && receiptKey.verify(
                        SignedText.receipt(ledger, receipt.record(), receipt.previousHash(), receipt.chainHash()),
                        receipt.receiptSignature().bytes());
    }

    /// Counts what came, and keeps what is to be asked about.
    private void sort(Payee payee, Measurement counts) {
        int number = payee.account().number();
        for (int i = 0; i < payee.answered(); i++) {
            String answer = payee.exchange().answer(i);
            String kind = kind(answer);
            counts.count(kind);
            if (kind.equals(PAID)) {
                seen++;
                keep(new Settled(number, payee.payment(i), answer.substring(PAID.length() + 1)));
            } else if (kind.equals(BUSY)) {
                doubtful.add(new Doubtful(number, payee.payment(i)));
            }
        }
        payee.inDoubt().ifPresent(payment -> {
            counts.count(NO_ANSWER);
            doubtful.add(new Doubtful(number, payment));
        });
    }

    /// Whether an answer says nothing of a payment, since the server is at its limit.
    static boolean isBusy(String answer) {
        return kind(answer).equals(BUSY);
    }

    private static String kind(String answer) {
        String rest = answer.startsWith(REFUSED) ? answer.substring(REFUSED.length()) : answer;
        int end = rest.indexOf('#');
        return end < 0 ? rest : rest.substring(0, end);
    }

    /// Each acknowledged payment has the same chance to be in the sample.
    private void keep(Settled settled) {
        if (sample.size() < SAMPLE_MAX) {
            sample.add(settled);
        } else {
            long place = ThreadLocalRandom.current().nextLong(seen);
            if (place < SAMPLE_MAX) {
                sample.set((int) place, settled);
            }
        }
    }

    /// How many payments were made, each with a proof that holds.
    long verified() {
        return verified.sum();
    }

    /// What the server's ledger must have by now.
    ///
    /// @param deposits those it has acknowledged beside
    /// @param undecided how many of the doubtful payments it has not told about
    Acknowledged acknowledged(long deposits, long undecided) {
        return new Acknowledged(verified(), deposits, undecided, chain.last());
    }

    /// Acknowledged payments to ask the server about again: all of them, or a sample.
    List<Settled> sample() {
        return sample;
    }

    /// Payments the server did not say enough about.
    List<Doubtful> doubtful() {
        return doubtful;
    }

    /// What an account has received more than it has paid, in millionths.
    long booked(int account) {
        return booked.get(account);
    }
}
