package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What HISTORY lists.
interface HistoryRules {

    TestLedger test();

    @Test
    default void historyHoldsOnlyTheAccountsOwnTransfers() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        Account max = test().open("Max", "10");
        PostedTransfer first = test().pay(joanne, "1", lily);
        test().pay(joanne, "2", max);
        PostedTransfer third = test().pay(max, "3", lily);

        assertThat(test().ledger().history(lily, 0, 100)).containsExactly(third, first);
    }

    @Test
    default void historyPagesBackwards() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        List<PostedTransfer> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.addFirst(test().pay(joanne, "1", lily));
        }

        assertThat(test().ledger().history(lily, 0, 2)).isEqualTo(newestFirst.subList(0, 2));
        assertThat(test().ledger().history(lily, newestFirst.get(1).seq(), 2)).isEqualTo(newestFirst.subList(2, 4));
        assertThat(test().ledger().history(lily, newestFirst.get(3).seq(), 2)).isEqualTo(newestFirst.subList(4, 5));
        assertThat(test().ledger().history(lily, 1, 2)).isEmpty();
    }

    /// From every place, for every length, over several marks, between transfers of others.
    @Test
    default void longHistoryCanBeEnteredAnywhere() {
        test().restart(LedgerLimits.standard(TestLedger.amount("10000")));
        Account joanne = test().open("Joanne", "10000");
        Account lily = test().open("Lily", "10000");
        Account max = test().open("Max", "0");
        List<PostedTransfer> own = new ArrayList<>(test().ledger().history(joanne, 0, 1));
        for (int round = 0; round < 5; round++) {
            own.addAll(payInOneBatch(joanne, max, 61));
            payInOneBatch(lily, max, 7);
        }

        long newest = own.getLast().seq();
        for (long before = 1; before <= newest + 10; before += 3) {
            for (int count : new int[] {1, 2, 100}) {
                assertThat(test().ledger().history(joanne, before, count))
                        .describedAs("%d before %d", count, before)
                        .isEqualTo(expected(own, before, count));
            }
        }
    }

    private List<PostedTransfer> payInOneBatch(Account payer, Account payee, int times) {
        List<Supplier<TransferOutcome>> payments = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            payments.add(() -> test().ledger().commit(test().transfer(payer, "1", payee)));
        }
        return test().inOneBatch(payments).stream().map(TestLedger::posted).toList();
    }

    private static List<PostedTransfer> expected(List<PostedTransfer> own, long before, int count) {
        return own.reversed().stream()
                .filter(transfer -> transfer.seq() < before)
                .limit(count)
                .toList();
    }
}
