package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.ledger.jdbc.SqliteStore;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When the store is asked for what shops have: ordinary payments cost nothing more than before there were any.
class ShopQuestionsTest {

    @TempDir
    Path folder;

    private FaultyStore store;
    private TestLedger test;

    @BeforeEach
    void openLedger() {
        store = new FaultyStore(SqliteStore.open(folder.resolve("ledger.db")));
        test = new TestLedger(() -> store);
    }

    @AfterEach
    void closeLedger() {
        test.close();
    }

    @Test
    void ordinaryPaymentsAskForNothing() {
        Account joanne = test.open("Joanne", "10");
        Account lily = test.open("Lily", "0");
        test.pay(joanne, "1", lily);
        test.refuse(joanne, "100", lily, Rejection.INSUFFICIENT);
        test.ledger().cancel(joanne, PaymentId.next());
        for (String memo : List.of("two coffees", "order: tea", "order:1:2", "refund:" + PaymentId.next())) {
            PaymentOrder plain = test.order(joanne, "1", lily);
            test.commit(
                    joanne,
                    lily,
                    new PaymentOrder(
                            plain.payer(),
                            plain.amount(),
                            plain.payee(),
                            plain.id(),
                            plain.expires(),
                            Memo.of(memo).orElseThrow()));
        }

        assertThat(test.balance(lily)).isEqualTo("5");
        assertThat(store.shopQuestions()).isZero();
    }

    @Test
    void basketAndItsPaymentAskOnceEach() {
        TestShop shop = TestShop.open(test, "Mel", "tea,,Tea,1,3");
        Account joanne = test.open("Joanne", "10");
        int before = store.shopQuestions();

        TestLedger.posted(shop.pay(joanne, shop.quote(joanne, "tea:1")));

        assertThat(store.shopQuestions()).isEqualTo(before + 2);
    }
}
