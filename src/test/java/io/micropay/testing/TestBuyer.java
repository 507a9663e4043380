package io.micropay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.PaymentOrder;
import io.micropay.payment.CoSignedPayment;
import java.time.Duration;

/// Buys in one shop, in bare lines.
public final class TestBuyer implements AutoCloseable {

    private final TestClient client;
    private final String name;
    private final String merchant;
    private final TestPayments payments;

    private TestBuyer(TestClient client, String name, String merchant, TestPayments payments) {
        this.client = client;
        this.name = name;
        this.merchant = merchant;
        this.payments = payments;
    }

    /// Somebody new, with 100 to spend.
    public static TestBuyer newcomer(TestServer server, String name, String merchant) {
        return new TestBuyer(server.newcomer(name, "100"), name, merchant, new TestPayments(server.certificates()));
    }

    /// Signs what pays for a basket, once it is quoted.
    public CoSignedPayment order(String basket) {
        String quote = client.ask("BUY#" + merchant + "#" + basket);
        assertThat(quote).startsWith("QUOTE#");
        String[] fields = quote.split("#", -1);
        return signed(fields[2], "order:" + fields[1] + ":" + fields[5]);
    }

    /// Signs a payment of this amount for these words.
    public CoSignedPayment signed(String amount, String words) {
        PaymentOrder order = payments.order(name, amount, merchant);
        return payments.sign(TestPayments.with(order, "memo", TestPayments.memo(words)));
    }

    /// Has the server put an order before the merchant, and returns what became of it.
    public String pay(CoSignedPayment payment) {
        String relay = TestPayments.relay(payment);
        return await().pollInterval(Duration.ofMillis(20))
                .until(() -> client.ask(relay), answer -> !answer.equals("PENDING"));
    }

    /// Buys a basket.
    public void buy(String basket) {
        assertThat(pay(order(basket))).startsWith("TRANS OK#");
    }

    public TestClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
    }
}
