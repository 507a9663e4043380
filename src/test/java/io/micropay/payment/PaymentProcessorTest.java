package io.micropay.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.ledger.Account;
import io.micropay.ledger.PaymentState;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.TestPayments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/// Which answer a payment gets when several would do.
@TestInstance(Lifecycle.PER_CLASS)
class PaymentProcessorTest {

    private static final String MORE_THAN_JOANNE_HAS = "500000";

    private static final String NO_SUCH_ORDER =
            TestPayments.memo("order:01a1f85c-a7e3-7ca6-b5b8-c8e082ca588c:" + "0".repeat(64));

    private TestProcessor test;
    private Account joanne;
    private Account lily;
    private Account rich;
    private Account mallory;

    @BeforeAll
    void openAccounts(@TempDir Path folder) {
        test = new TestProcessor(folder);
        joanne = test.open("Joanne", "1000");
        lily = test.open("Lily", "0");
        rich = test.open("Rich", "999999999999.999999");
        mallory = test.open("Mallory", "0");
    }

    @AfterAll
    void close() {
        test.close();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "BUSY")
    void eachDefectIsRefusedWithItsReason(RefusalReason reason) {
        assertThat(outcomeWith(EnumSet.of(reason))).isEqualTo(new PaymentOutcome.Refused(reason));
    }

    static List<Set<RefusalReason>> pairs() {
        List<Set<RefusalReason>> pairs = new ArrayList<>();
        for (RefusalReason first : RefusalReason.values()) {
            for (RefusalReason second : RefusalReason.values()) {
                Set<RefusalReason> pair = EnumSet.of(first, second);
                if (first.compareTo(second) < 0 && canBe(pair)) {
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofTwoDefectsTheFirstIsTheAnswer(Set<RefusalReason> defects) {
        assertFirstIsTheAnswer(defects);
    }

    @Test
    void ofAllDefectsTheFirstIsTheAnswer() {
        Random random = new Random(20);
        for (int round = 0; round < 200; round++) {
            Set<RefusalReason> defects = EnumSet.noneOf(RefusalReason.class);
            for (RefusalReason reason : RefusalReason.values()) {
                if (random.nextInt(3) == 0) {
                    defects.add(reason);
                }
            }
            if (!defects.isEmpty() && canBe(defects)) {
                assertFirstIsTheAnswer(defects);
            }
        }
    }

    private void assertFirstIsTheAnswer(Set<RefusalReason> defects) {
        RefusalReason first = defects.iterator().next();
        assertThat(outcomeWith(defects)).as("%s", defects).isEqualTo(new PaymentOutcome.Refused(first));
    }

    /// Nothing is both too small and too large, or both committed and cancelled; and BUSY is no defect of a payment.
    private static boolean canBe(Set<RefusalReason> defects) {
        return !defects.contains(RefusalReason.BUSY)
                && !defects.containsAll(Set.of(RefusalReason.AMOUNT, RefusalReason.INSUFFICIENT))
                && !defects.containsAll(Set.of(RefusalReason.AMOUNT, RefusalReason.LIMIT))
                && !defects.containsAll(Set.of(RefusalReason.SELF, RefusalReason.LIMIT))
                && !defects.containsAll(Set.of(RefusalReason.ID_REUSED, RefusalReason.CANCELLED));
    }

    /// What becomes of a payment that has just these defects.
    private PaymentOutcome outcomeWith(Set<RefusalReason> defects) {
        PaymentOrder order = orderWith(defects);
        boolean self = defects.contains(RefusalReason.SELF);
        Account payee = self ? joanne : defects.contains(RefusalReason.LIMIT) ? rich : lily;
        String payerSigner = defects.contains(RefusalReason.BAD_PAYER_SIGNATURE) ? "Mallory" : "Joanne";
        String payeeSigner = defects.contains(RefusalReason.BAD_PAYEE_SIGNATURE)
                ? "Mallory"
                : payee.name().text();
        CoSignedPayment payment =
                test.payments().sign(order, test.certificates().ledgerId(), payerSigner, payeeSigner);
        if (defects.contains(RefusalReason.UNKNOWN_PAYER)) {
            test.revoke(joanne);
        }
        try {
            return test.process(payment, defects.contains(RefusalReason.NOT_PAYEE) ? mallory : payee);
        } finally {
            test.reinstate(joanne);
        }
    }

    private PaymentOrder orderWith(Set<RefusalReason> defects) {
        String payee = defects.contains(RefusalReason.LIMIT) ? "Rich" : "Lily";
        PaymentId id = PaymentId.next();
        if (defects.contains(RefusalReason.ID_REUSED)) {
            PaymentOrder first =
                    TestPayments.with(test.payments().order("Joanne", "0.000001", "Lily"), "id", id.toString());
            assertThat(test.pay(first)).isInstanceOf(PaymentOutcome.Committed.class);
        }
        if (defects.contains(RefusalReason.CANCELLED)) {
            test.ledger().cancel(joanne, id);
        }
        String amount = defects.contains(RefusalReason.AMOUNT)
                ? "0"
                : defects.contains(RefusalReason.INSUFFICIENT) ? MORE_THAN_JOANNE_HAS : "0.000002";
        String self = defects.contains(RefusalReason.SELF) ? "JOANNE" : payee;
        PaymentOrder order = TestPayments.with(test.payments().order("Joanne", amount, self), "id", id.toString());
        if (defects.contains(RefusalReason.ORDER)) {
            order = TestPayments.with(order, "memo", NO_SUCH_ORDER);
        }
        return defects.contains(RefusalReason.EXPIRED)
                ? TestPayments.with(order, "expires", "2020-01-01T00:00:00Z")
                : order;
    }

    @Test
    void payerWithoutAnAccountIsUnknown() {
        PaymentOrder order = test.payments().order("Nobody", "1", "Lily");
        assertThat(test.pay(order)).isEqualTo(new PaymentOutcome.Refused(RefusalReason.UNKNOWN_PAYER));
    }

    @Test
    void sessionWithoutALoginIsNotThePayee() {
        CoSignedPayment payment = test.payments().sign(test.payments().order("Joanne", "1", "Lily"));
        assertThat(test.process(payment, null)).isEqualTo(new PaymentOutcome.Refused(RefusalReason.NOT_PAYEE));
        assertThat(test.process(payment, joanne)).isEqualTo(new PaymentOutcome.Refused(RefusalReason.NOT_PAYEE));
    }

    @Test
    void payeeWhoseKeyIsRevokedIsNoPayee() {
        CoSignedPayment payment = test.payments().sign(test.payments().order("Joanne", "1", "Lily"));
        test.revoke(lily);
        try {
            assertThat(test.process(payment, lily)).isEqualTo(new PaymentOutcome.Refused(RefusalReason.NOT_PAYEE));
        } finally {
            test.reinstate(lily);
        }
    }

    @Test
    void committedPaymentIsAnsweredTheSameWhateverHappenedSince() {
        PaymentOrder order = test.payments().order("Rich", "999999999999.999999", "Mallory");
        CoSignedPayment payment = test.payments().sign(order);
        PaymentOutcome first = test.process(payment, mallory);
        assertThat(first).isInstanceOf(PaymentOutcome.Committed.class);
        PaymentOutcome repeated = new PaymentOutcome.Committed(((PaymentOutcome.Committed) first).proof(), true);

        // The payer has nothing left, the payee can take no more, the order has expired, and the payer cancels it.
        test.clock().move(Duration.ofHours(1));
        test.ledger().cancel(rich, order.id());
        assertThat(test.process(payment, mallory)).isEqualTo(repeated);
        // ECDSA signs differently each time: other valid signatures are the same content.
        CoSignedPayment again = test.payments().sign(order);
        assertThat(again).isNotEqualTo(payment);
        assertThat(test.process(again, mallory)).isEqualTo(repeated);
        // What stands above is still asked.
        assertThat(test.process(payment, lily)).isEqualTo(new PaymentOutcome.Refused(RefusalReason.NOT_PAYEE));
        assertThat(test.process(
                        test.payments().sign(order, test.certificates().ledgerId(), "Lily", "Mallory"), mallory))
                .isEqualTo(new PaymentOutcome.Refused(RefusalReason.BAD_PAYER_SIGNATURE));

        PaymentOrder back = test.payments().order("Mallory", "999999999999.999999", "Rich");
        assertThat(test.pay(back)).isInstanceOf(PaymentOutcome.Committed.class);
    }

    @Test
    void anyServerOfTheLedgerMakesTheSameProof() {
        PaymentOrder order = test.payments().order("Joanne", "1", "Lily");
        PaymentOutcome outcome = test.pay(order);
        ReceiptIssuer elsewhere = new ReceiptIssuer(
                test.certificates().ledgerId(), test.certificates().ledger().signingKey());

        String proof = elsewhere.proof(test.ledger().find(joanne, order.id()).orElseThrow());
        assertThat(outcome).isEqualTo(new PaymentOutcome.Committed(proof, false));
    }

    @Test
    void interruptedThreadCommitsNothing() {
        PaymentOrder order = test.payments().order("Joanne", "1", "Lily");
        CoSignedPayment payment = test.payments().sign(order);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> test.processor().process(payment, lily)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(test.ledger().status(joanne, joanne, order.id())).isEqualTo(new PaymentState.NeverSeen());
    }

    @Test
    void ledgerThatIsClosingIsBusy(@TempDir Path folder) {
        TestProcessor closing = new TestProcessor(folder);
        closing.open("Joanne", "10");
        Account payee = closing.open("Lily", "0");
        CoSignedPayment payment = closing.payments().sign(closing.payments().order("Joanne", "1", "Lily"));
        closing.close();

        assertThat(closing.process(payment, payee)).isEqualTo(new PaymentOutcome.Refused(RefusalReason.BUSY));
    }
}
