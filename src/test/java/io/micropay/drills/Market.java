package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestPayments;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Merchants who sell all at once, each to buyers of his own who take more or less, change their minds, and pay or not.
final class Market {

    static final List<String> MERCHANTS = List.of("Mel", "Ned", "Ole");

    /// Of each item each merchant has so many, in the beginning.
    static final int STOCK = 999_999;

    private static final List<String> BUYERS = List.of("Ada", "Ben", "Cleo");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestPayments payments = new TestPayments(TestCertificates.shared());
    private final Queue<PaymentOrder> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    /// Opens the accounts, and the shops.
    static void open(PackagedServer server) {
        TestMenus menus = new TestMenus(TestCertificates.shared());
        for (String buyer : BUYERS) {
            MERCHANTS.forEach(merchant -> register(server, buyer + merchant));
        }
        for (String merchant : MERCHANTS) {
            register(server, merchant);
            try (TestClient client = server.greeted(merchant)) {
                Load.logIn(client, merchant);
                String rows = "tea,,Tea,0.1," + STOCK + "\ncake,,Cake,0.25," + STOCK + "\n";
                assertThat(menus.publish(client, merchant, TestMenus.HEADER + rows))
                        .startsWith("100 OK#");
            }
        }
    }

    private static void register(PackagedServer server, String name) {
        try (TestClient client = server.greeted(name)) {
            assertThat(client.ask("REGISTER#" + name + "#10000")).isEqualTo("100 OK");
        }
    }

    /// Sells until the server is gone.
    ///
    /// @param meanwhile what happens to the server, from the moment that every merchant has sold something
    void run(PackagedServer server, Random random, Runnable meanwhile) {
        answered.set(0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> stalls = new ArrayList<>();
            for (String merchant : MERCHANTS) {
                Random own = new Random(random.nextLong());
                stalls.add(CompletableFuture.runAsync(() -> sell(server, merchant, own), threads));
            }
            await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> answered.get() == MERCHANTS.size());
            meanwhile.run();
            stalls.forEach(CompletableFuture::join);
        }
    }

    private void sell(PackagedServer server, String merchant, Random random) {
        List<TestClient> clients = new ArrayList<>();
        try {
            for (String name : List.of(merchant, "Ada" + merchant, "Ben" + merchant, "Cleo" + merchant)) {
                TestClient client = server.greeted(name);
                clients.add(client);
                Load.logIn(client, name);
            }
            boolean sold = false;
            while (true) {
                int buyer = random.nextInt(BUYERS.size());
                boolean paid = buy(clients.getFirst(), clients.get(1 + buyer), BUYERS.get(buyer), merchant, random);
                if (paid && !sold) {
                    sold = true;
                    answered.incrementAndGet();
                }
            }
        } catch (UncheckedIOException gone) {
            // The server was killed, which ends the day.
        } finally {
            clients.forEach(TestClient::abort);
        }
    }

    /// @return whether the basket was paid
    private boolean buy(TestClient till, TestClient buyer, String name, String merchant, Random random) {
        String basket = "tea:" + (1 + random.nextInt(5)) + ",cake:" + (1 + random.nextInt(5));
        String[] quote = ask(buyer, "BUY#" + merchant + "#" + basket).split("#", -1);
        assertThat(quote).startsWith("QUOTE");
        if (random.nextInt(4) == 0) {
            return false;
        }
        PaymentOrder order = TestPayments.with(
                payments.order(name + merchant, quote[2], merchant),
                "memo",
                TestPayments.memo("order:" + quote[1] + ":" + quote[5]));
        String answer = ask(till, TestPayments.trans(payments.sign(order)));
        assertThat(answer).startsWith("TRANS OK#");
        acknowledged.add(order);
        return true;
    }

    private String ask(TestClient client, String request) {
        unanswered.incrementAndGet();
        String answer = client.ask(request);
        unanswered.decrementAndGet();
        return answer;
    }

    /// The payments that somebody was told have gone through.
    List<PaymentOrder> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /// How many baskets and payments were never answered.
    int unanswered() {
        return unanswered.get();
    }
}
