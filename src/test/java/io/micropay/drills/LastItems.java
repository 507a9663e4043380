package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestPayments;
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
import java.util.concurrent.locks.ReentrantLock;

/// What is left in a shop, wanted by more people than there is for. They buy at whichever server of the ledger answers
/// them, and pay for all that they have been quoted last, until nothing is left.
final class LastItems {

    /// So many of each item are there when they begin.
    static final int STOCK = 60;

    private static final String MERCHANT = "Mel";
    private static final List<String> BUYERS = List.of("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn");
    private static final List<String> ITEMS = List.of("tea", "cake");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestPayments payments = new TestPayments(TestCertificates.shared());
    private final Queue<PaymentOrder> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger repeats = new AtomicInteger();
    private final AtomicInteger buying = new AtomicInteger();
    private final AtomicInteger sold = new AtomicInteger();

    /// Opens the accounts, and the shop with nothing in it.
    static void open(PackagedServer server) {
        BUYERS.forEach(buyer -> register(server, buyer));
        register(server, MERCHANT);
        try (TestClient client = server.greeted(MERCHANT)) {
            Load.logIn(client, MERCHANT);
            assertThat(new TestMenus(TestCertificates.shared())
                            .publish(client, MERCHANT, TestMenus.HEADER + "tea,,Tea,0.1,0\ncake,,Cake,0.25,0\n"))
                    .startsWith("100 OK#");
        }
    }

    private static void register(PackagedServer server, String name) {
        try (TestClient client = server.greeted(name)) {
            assertThat(client.ask("REGISTER#" + name + "#" + Load.DEPOSIT)).isEqualTo("100 OK");
        }
    }

    /// Fills the shelves, and sells all of it.
    ///
    /// @param meanwhile what happens to the servers, from the moment that everybody has bought something
    void sellOut(Iterable<PackagedServer> servers, Random random, Runnable meanwhile) {
        buying.set(0);
        sold.set(0);
        try (Caller merchant = new Caller(MERCHANT, servers);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String item : ITEMS) {
                assertThat(merchant.ask("STOCK#" + item + "#" + STOCK)).isEqualTo("100 OK");
            }
            Till till = new Till(merchant, new ReentrantLock());
            List<CompletableFuture<Void>> buyers = new ArrayList<>();
            for (String buyer : BUYERS) {
                Random own = new Random(random.nextLong());
                buyers.add(CompletableFuture.runAsync(() -> buyAll(servers, buyer, till, own), threads));
            }
            await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> buying.get() == BUYERS.size());
            meanwhile.run();
            buyers.forEach(CompletableFuture::join);
            repeats.addAndGet(merchant.repeats());
        }
    }

    /// The merchant's connection, at which one buyer pays after the other.
    private record Till(Caller merchant, ReentrantLock turn) {

        String submit(String trans) {
            turn.lock();
            try {
                return merchant.ask(trans);
            } finally {
                turn.unlock();
            }
        }
    }

    private void buyAll(Iterable<PackagedServer> servers, String name, Till till, Random random) {
        try (Caller buyer = new Caller(name, servers)) {
            boolean first = true;
            for (String item : ITEMS) {
                while (buy(buyer, name, item, till, random)) {
                    if (first) {
                        first = false;
                        buying.incrementAndGet();
                    }
                }
            }
            if (first) {
                buying.incrementAndGet();
            }
            repeats.addAndGet(buyer.repeats());
        }
    }

    /// @return whether there is more to be had
    private boolean buy(Caller buyer, String name, String item, Till till, Random random) {
        String answer = buyer.ask("BUY#" + MERCHANT + "#" + item + ":" + (1 + random.nextInt(3)));
        if (answer.startsWith("QUOTE#") && random.nextInt(4) == 0) {
            // A change of mind: the quote that counts is the last.
            answer = buyer.ask("BUY#" + MERCHANT + "#" + item + ":1");
        }
        if (!answer.startsWith("QUOTE#")) {
            assertThat(answer).startsWith("SHOP FAIL#SOLD_OUT#" + item + "#");
            return !answer.endsWith("#0");
        }
        pay(name, answer.split("#", -1), till);
        return true;
    }

    private void pay(String name, String[] quote, Till till) {
        PaymentOrder order = TestPayments.with(
                payments.order(name, quote[2], MERCHANT),
                "memo",
                TestPayments.memo("order:" + quote[1] + ":" + quote[5]));
        assertThat(till.submit(TestPayments.trans(payments.sign(order)))).startsWith("TRANS OK#");
        acknowledged.add(order);
        assertThat(sold.incrementAndGet())
                .as("baskets sold, of at least one item each")
                .isLessThanOrEqualTo(STOCK * ITEMS.size());
    }

    /// The ids of the payments that somebody was told have gone through.
    List<String> acknowledged() {
        return acknowledged.stream().map(order -> order.id().toString()).toList();
    }

    /// How often somebody had to say something again.
    int repeats() {
        return repeats.get();
    }
}
