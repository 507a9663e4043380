package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.Crowd;
import io.micropay.testing.PostgresServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One shop behind two servers: its stock is as exact as behind one.
@Timeout(60)
class SharedShopIT {

    private static final int STOCK = 5;
    private static final int BUYERS = 20;

    private final String ledger = PostgresServer.newLedger();
    private final TestServer one = TestServer.with().database(ledger).start();
    private final TestServer other = TestServer.with().database(ledger).start();
    private final TestPayments payments = new TestPayments(TestCertificates.shared());
    private final List<TestClient> buyers = new ArrayList<>();

    @AfterEach
    void stop() {
        buyers.forEach(TestClient::close);
        one.close();
        other.close();
    }

    @Test
    void whatIsThereIsSoldOnceWhicheverServerBuyersAskAndPayThrough() throws Exception {
        try (TestClient mel = one.newcomer("Mel", "0")) {
            assertThat(new TestMenus(TestCertificates.shared())
                            .publish(mel, "Mel", TestMenus.HEADER + "tea,,Tea,2," + STOCK + "\n"))
                    .startsWith("100 OK#");
            CyclicBarrier start = new CyclicBarrier(BUYERS);
            List<Callable<String>> baskets = new ArrayList<>();
            for (int i = 0; i < BUYERS; i++) {
                TestClient buyer = (i % 2 == 0 ? one : other).newcomer("Buyer" + i, "10");
                buyers.add(buyer);
                baskets.add(() -> buyer.askTogether(start, 0, "BUY#Mel#tea:1"));
            }

            List<String> answers = Crowd.atOnce(baskets);

            assertThat(answers)
                    .filteredOn(answer -> answer.startsWith("QUOTE#"))
                    .hasSize(STOCK);
            assertThat(answers)
                    .filteredOn(answer -> answer.equals("SHOP FAIL#SOLD_OUT#tea#0"))
                    .hasSize(BUYERS - STOCK);
            for (int i = 0; i < BUYERS; i++) {
                if (answers.get(i).startsWith("QUOTE#")) {
                    assertSold(mel, buyers.get(i), "Buyer" + i, answers.get(i));
                }
            }
            assertThat(mel.ask("BALANCE")).isEqualTo("BALANCE#" + 2 * STOCK);
            buyers.get(1).send("BROWSE#Mel#1").expect("MENU#1#1#*#1", "tea##*#2#0");
        }
    }

    private void assertSold(TestClient mel, TestClient buyer, String name, String quote) {
        String[] fields = quote.split("#", -1);
        PaymentOrder order = TestPayments.with(
                payments.order(name, "2", "Mel"), "memo", TestPayments.memo("order:" + fields[1] + ":" + fields[5]));
        String answer = mel.ask(TestPayments.trans(payments.sign(order)));
        assertThat(answer).startsWith("TRANS OK#");
        buyer.send("RECEIPT#" + order.id())
                .expect("RECEIPT#" + fields[1] + "#*#tea:1:2", "COMMITTED#" + answer.substring("TRANS OK#".length()));
    }
}
