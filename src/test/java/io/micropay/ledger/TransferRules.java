package io.micropay.ledger;

import static io.micropay.ledger.TestLedger.amount;
import static io.micropay.ledger.TestLedger.posted;
import static io.micropay.ledger.TestLedger.signature;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the ledger does with a transfer.
interface TransferRules {

    TestLedger test();

    @Test
    default void transferMovesTheAmount() {
        Account joanne = test().open("Joanne", "2000");
        Account lily = test().open("Lily", "0");

        test().pay(joanne, "999.999999", lily);

        assertThat(test().balance(joanne)).isEqualTo("1000.000001");
        assertThat(test().balance(lily)).isEqualTo("999.999999");
    }

    @Test
    default void wholeBalanceCanBePaid() {
        Account joanne = test().open("Joanne", "2000");
        Account lily = test().open("Lily", "0");

        test().pay(joanne, "2000", lily);

        assertThat(test().balance(joanne)).isEqualTo("0");
    }

    @Test
    default void transferBeyondBalanceIsRefused() {
        Account joanne = test().open("Joanne", "2000");
        Account lily = test().open("Lily", "0");

        TransferOutcome outcome = test().ledger().commit(test().transfer(joanne, "2000.000001", lily));

        assertThat(outcome).isEqualTo(new TransferOutcome.Rejected(Rejection.INSUFFICIENT));
        assertThat(test().balance(joanne)).isEqualTo("2000");
        assertThat(test().balance(lily)).isEqualTo("0");
    }

    @Test
    default void recordHoldsTheOrderAsWrittenAndBothKeys() {
        Account joanne = test().open("Joanne", "2000");
        Account lily = test().open("Lily", "0");
        PaymentId id = PaymentId.parse("01956f3a-5c1e-7a3b-8c4d-0123456789ab").orElseThrow();
        PaymentOrder order = new PaymentOrder(
                TestLedger.name("JOANNE"),
                amount("0.35"),
                TestLedger.name("lily"),
                id,
                Timestamp.parse("2026-01-31T12:10:00Z").orElseThrow(),
                Memo.of("coffee").orElseThrow());

        PostedTransfer posted = posted(test().ledger().commit(test().transfer(joanne, lily, order)));

        assertThat(posted.record())
                .isEqualTo("2#JOANNE#0.35#lily#01956f3a-5c1e-7a3b-8c4d-0123456789ab#2026-01-31T12:10:00Z#Y29mZmVl"
                        + "#2026-01-31T12:00:00.000Z#" + joanne.keyHash() + "#" + lily.keyHash()
                        + "#" + signature("payer") + "#" + signature("payee"));
        assertThat(posted.orderFields()).isEqualTo(order.toString());
        test().assertOnRecord(joanne, id, posted);
    }

    @Test
    default void repeatedTransferIsAnsweredTheSameByteForByte() {
        Account joanne = test().open("Joanne", "2000");
        Account lily = test().open("Lily", "0");
        Transfer transfer = test().transfer(joanne, "500", lily);
        PostedTransfer first = posted(test().ledger().commit(transfer));
        test().pay(joanne, "1", lily);
        Transfer otherSignatures =
                new Transfer(joanne, lily, transfer.order(), signature("somebody"), signature("somebody else"));

        assertThat(posted(test().ledger().commit(transfer))).isEqualTo(first);
        assertThat(posted(test().ledger().commit(otherSignatures))).isEqualTo(first);
        assertThat(test().balance(lily)).isEqualTo("501");
    }

    @Test
    default void idIsNotReusedForAnotherContent() {
        Account joanne = test().open("Joanne", "2000");
        Account lily = test().open("Lily", "0");
        Account max = test().open("Max", "0");
        PaymentOrder order = test().order(joanne, "500", lily);
        test().ledger().commit(test().transfer(joanne, lily, order));

        Timestamp later = TestLedger.timestamp(order.expires().epochMillis() + 1);
        Memo memo = Memo.of("for the bread").orElseThrow();
        Stream.of(
                        new Content(
                                lily,
                                order(
                                        order,
                                        "joanne",
                                        order.amount().toString(),
                                        "Lily",
                                        order.expires(),
                                        order.memo())),
                        new Content(lily, order(order, "Joanne", "500.1", "Lily", order.expires(), order.memo())),
                        new Content(lily, order(order, "Joanne", "500", "lily", order.expires(), order.memo())),
                        new Content(max, order(order, "Joanne", "500", "Max", order.expires(), order.memo())),
                        new Content(lily, order(order, "Joanne", "500", "Lily", later, order.memo())),
                        new Content(lily, order(order, "Joanne", "500", "Lily", order.expires(), memo)))
                .forEach(other -> assertThat(
                                test().ledger().commit(test().transfer(joanne, other.payee(), other.order())))
                        .describedAs("%s", other.order())
                        .isEqualTo(new TransferOutcome.Rejected(Rejection.ID_REUSED)));
        assertThat(test().balance(joanne)).isEqualTo("1500");
    }

    /// An order to an account.
    record Content(Account payee, PaymentOrder order) {}

    private static PaymentOrder order(
            PaymentOrder order, String payer, String amount, String payee, Timestamp expires, Memo memo) {
        return new PaymentOrder(
                TestLedger.name(payer), amount(amount), TestLedger.name(payee), order.id(), expires, memo);
    }

    @Test
    default void twoPayersMayUseTheSameId() {
        Account joanne = test().open("Joanne", "2000");
        Account lily = test().open("Lily", "2000");
        PaymentId id = PaymentId.next();

        PostedTransfer there =
                posted(test().ledger().commit(test().transfer(joanne, lily, test().order(joanne, "5", lily, id))));
        PostedTransfer back =
                posted(test().ledger().commit(test().transfer(lily, joanne, test().order(lily, "6", joanne, id))));

        assertThat(back.seq()).isEqualTo(there.seq() + 1);
        test().assertOnRecord(joanne, id, there);
        test().assertOnRecord(lily, id, back);
    }

    @Test
    default void transfersFormAChainWithoutGaps() {
        Account joanne = test().open("Joanne", "2000");
        Account lily = test().open("Lily", "0");
        test().pay(joanne, "1", lily);
        test().ledger().commit(test().transfer(joanne, "5000", lily));
        test().pay(lily, "0.5", joanne);

        List<PostedTransfer> newestFirst = test().ledger().history(joanne, 0, 100);

        assertThat(newestFirst).extracting(PostedTransfer::seq).containsExactly(3L, 2L, 1L);
        assertThat(newestFirst).allMatch(PostedTransfer::isChained);
        assertThat(newestFirst.get(0).previousHash())
                .isEqualTo(newestFirst.get(1).chainHash());
        assertThat(newestFirst.get(2).previousHash()).isEqualTo("0".repeat(64));
    }

    @Test
    default void moneyIsNotSpentTwiceInABatch() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        Account max = test().open("Max", "0");

        List<TransferOutcome> outcomes = test().inOneBatch(List.of(
                () -> test().ledger().commit(test().transfer(joanne, "7", lily)),
                () -> test().ledger().commit(test().transfer(joanne, "7", max)),
                () -> test().ledger().commit(test().transfer(lily, "7", max)),
                () -> test().ledger().commit(test().transfer(joanne, "3", max))));

        assertThat(posted(outcomes.get(0)).seq()).isEqualTo(2);
        assertThat(outcomes.get(1)).isEqualTo(new TransferOutcome.Rejected(Rejection.INSUFFICIENT));
        assertThat(posted(outcomes.get(2)).seq()).isEqualTo(3);
        assertThat(posted(outcomes.get(3)).seq()).isEqualTo(4);
        assertThat(test().balance(joanne)).isEqualTo("0");
        assertThat(test().balance(lily)).isEqualTo("0");
        assertThat(test().balance(max)).isEqualTo("10");
    }

    @Test
    default void repeatedTransferInABatchIsPostedOnce() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "4", lily);
        PaymentOrder reused = test().order(joanne, "5", lily, order.id());

        List<TransferOutcome> outcomes = test().inOneBatch(List.of(
                () -> test().commit(joanne, lily, order),
                () -> test().commit(joanne, lily, order),
                () -> test().commit(joanne, lily, reused)));

        assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
        assertThat(outcomes.get(2)).isEqualTo(new TransferOutcome.Rejected(Rejection.ID_REUSED));
        assertThat(test().balance(lily)).isEqualTo("4");
    }

    @Test
    default void idsNeedNotRise() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        List<PaymentId> ids = Stream.generate(PaymentId::next).limit(2).sorted().toList();
        PaymentOrder first = test().order(joanne, "1", lily, ids.get(0));
        PaymentOrder second = test().order(joanne, "2", lily, ids.get(1));
        PostedTransfer later = posted(test().commit(joanne, lily, second));
        PostedTransfer earlier = posted(test().commit(joanne, lily, first));

        assertThat(posted(test().commit(joanne, lily, first))).isEqualTo(earlier);
        assertThat(posted(test().commit(joanne, lily, second))).isEqualTo(later);
        assertThat(test().balance(lily)).isEqualTo("3");
    }

    @Test
    default void balanceBeyondTheLargestAmountIsRefused() {
        test().restart(LedgerLimits.standard(Amount.MAX));
        Account rich = test().open("Rich", "999999999999.999999");
        Account joanne = test().open("Joanne", "1");

        test().refuse(joanne, "0.000001", rich, Rejection.LIMIT);
        test().pay(rich, "0.000001", joanne);
        test().pay(joanne, "0.000001", rich);

        assertThat(test().balance(rich)).isEqualTo("999999999999.999999");
    }
}
