package io.micropay.bench;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.crypto.VerificationKey;
import io.micropay.payment.Receipt;
import io.micropay.payment.SignedText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// Reads the answers that were kept while the clock ran, on all processors: counts them by kind, verifies every proof,
/// and books what was paid.
final class ProofCheck {

    static final String PAID = "TRANS OK";
    static final String NO_ANSWER = "NO ANSWER";

    private static final String REFUSED = "TRANS FAIL#";

    private final Target target;
    private final VerificationKey receiptKey;
    private final List<BenchAccount> accounts;
    private final AtomicLongArray booked;
    private final LongAdder verified = new LongAdder();

    ProofCheck(Target target, VerificationKey receiptKey, List<BenchAccount> accounts) {
        this.target = target;
        this.receiptKey = receiptKey;
        this.accounts = accounts;
        this.booked = new AtomicLongArray(accounts.size());
    }

    /// Checks all answers since each payee's last load.
    ///
    /// @param done is told of each, on any thread
    /// @return how many there were of each kind
    Map<String, Long> check(List<Payee> payees, Runnable done) throws BenchException {
        ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> kinds = new ConcurrentLinkedQueue<>();
        LongAdder paid = new LongAdder();
        payees.parallelStream()
                .forEach(payee -> IntStream.range(0, payee.answered())
                        .parallel()
                        .forEach(i -> {
                            String answer = payee.answer(i);
                            if (answer.startsWith(PAID + "#")) {
                                String proof = answer.substring(PAID.length() + 1);
                                problem(payee, payee.payment(i), proof).ifPresent(problems::add);
                                paid.increment();
                            } else {
                                kinds.add(kind(answer));
                            }
                            done.run();
                        }));
        if (!problems.isEmpty()) {
            throw new BenchException(
                    Trouble.LOST,
                    problems.size() + " of the proofs do not hold; " + problems.peek(),
                    "the server's answers are not to be trusted");
        }
        Map<String, Long> counts = new TreeMap<>();
        counts.put(PAID, paid.sum());
        kinds.forEach(kind -> counts.merge(kind, 1L, Long::sum));
        payees.stream().filter(Payee::inDoubt).forEach(payee -> counts.merge(NO_ANSWER, 1L, Long::sum));
        return counts;
    }

    private static String kind(String answer) {
        String rest = answer.startsWith(REFUSED) ? answer.substring(REFUSED.length()) : answer;
        int end = rest.indexOf('#');
        return end < 0 ? rest : rest.substring(0, end);
    }

    /// What is wrong with a proof; books the payment when nothing is.
    private Optional<String> problem(Payee payee, SignedPayment payment, String proof) {
        Optional<Receipt> receipt = Receipt.parse(proof);
        if (receipt.isEmpty()) {
            return Optional.of("the answer to " + payment.order().id() + " is no proof: " + proof);
        }
        BenchAccount payer = accounts.get(payment.payer());
        if (!isTrue(receipt.get(), payment, payer, payee.account())) {
            return Optional.of("the proof of " + payment.order().id() + " is not true: " + proof);
        }
        long micros = payment.order().amount().micros();
        booked.addAndGet(payer.number(), -micros);
        booked.addAndGet(payee.account().number(), micros);
        verified.increment();
        return Optional.empty();
    }

    private boolean isTrue(Receipt receipt, SignedPayment payment, BenchAccount payer, BenchAccount payee) {
        String order = payment.order().toString();
        VerificationKey payerKey = payer.key().verificationKey();
        VerificationKey payeeKey = payee.key().verificationKey();
        var ledger = target.ledger().id();
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

    /// How many proofs were verified.
    long verified() {
        return verified.sum();
    }

    /// What an account has received more than it has paid, in millionths.
    long booked(int account) {
        return booked.get(account);
    }
}
