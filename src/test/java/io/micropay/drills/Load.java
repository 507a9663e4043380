package io.micropay.drills;

import static org.awaitility.Awaitility.await;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// People who pay each other all at once, each on a connection of their own, one request after the other.
///
/// Every payment is signed in advance. Most go through; some are of more than the payer has, and some are cancelled by
/// their payer while the payee submits them.
final class Load {

    static final List<String> PEOPLE = List.of("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn");
    static final String DEPOSIT = "10000";

    /// More than all of them have.
    private static final String TOO_MUCH = "100000";

    private static final int ONE_OF = 20;

    private final Map<String, List<Attempt>> attempts = new TreeMap<>();
    private final AtomicInteger answers = new AtomicInteger();

    private Load() {
        PEOPLE.forEach(person -> attempts.put(person, new ArrayList<>()));
    }

    /// Signs payments to each of the people.
    ///
    /// @param count payments to one of them
    static Load prepare(int count, Random random) {
        var load = new Load();
        for (int i = 0; i < count; i++) {
            for (String payee : PEOPLE) {
                load.add(payee, i % ONE_OF, random);
            }
        }
        return load;
    }

    private void add(String payee, int kind, Random random) {
        var payments = new TestPayments(TestCertificates.shared());
        String payer = otherThan(payee, random);
        String amount = kind == ONE_OF / 2 ? TOO_MUCH : "0." + (1 + random.nextInt(9));
        PaymentOrder order = payments.order(payer, amount, payee);
        listOf(payee).add(new Attempt(order, TestPayments.trans(payments.sign(order))));
        if (kind == ONE_OF - 1) {
            listOf(payer).add(new Attempt(order, "CANCEL#" + order.id()));
        }
    }

    private static String otherThan(String person, Random random) {
        String other = person;
        while (other.equals(person)) {
            other = PEOPLE.get(random.nextInt(PEOPLE.size()));
        }
        return other;
    }

    private List<Attempt> listOf(String person) {
        return attempts.computeIfAbsent(person, unknown -> new ArrayList<>());
    }

    /// All attempts that were made.
    List<Attempt> sent() {
        return attempts.values().stream()
                .flatMap(List::stream)
                .filter(Attempt::wasSent)
                .toList();
    }

    /// Has all of them work until their connections end or nothing is left to do.
    ///
    /// @param meanwhile what happens to the server, from the moment that it has answered somebody
    void run(PackagedServer server, Runnable meanwhile) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String person : PEOPLE) {
                TestClient client = server.greeted(person);
                threads.execute(() -> work(client, person));
            }
            await().pollInterval(Duration.ofMillis(1)).until(() -> answers.get() > 0);
            meanwhile.run();
        }
    }

    private void work(TestClient client, String person) {
        try (client) {
            logIn(client, person);
            for (Attempt attempt : listOf(person)) {
                attempt.make(client);
                if (!attempt.wasAnswered()) {
                    return;
                }
                answers.incrementAndGet();
            }
        } catch (UncheckedIOException gone) {
            // So early that it could not even log in.
        }
    }

    /// Logs in, and returns the status block.
    static String logIn(TestClient client, String person) {
        var block = new StringBuilder(client.ask(person + "#0"));
        String online = client.read();
        block.append('\n').append(online);
        for (int i = 0; i < Integer.parseInt(online); i++) {
            block.append('\n').append(client.read());
        }
        return block.toString();
    }
}
