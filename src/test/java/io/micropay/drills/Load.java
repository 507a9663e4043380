package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Map<String, List<Attempt>> attempts = new TreeMap<>();
    private final AtomicInteger answered = new AtomicInteger();

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

    /// All that there is to do.
    List<Attempt> attempts() {
        return attempts.values().stream().flatMap(List::stream).toList();
    }

    /// All attempts that were made.
    List<Attempt> sent() {
        return attempts().stream().filter(Attempt::wasSent).toList();
    }

    /// Opens an account for each of them.
    static void registerEverybody(PackagedServer server) {
        for (String person : PEOPLE) {
            try (TestClient client = server.greeted(person)) {
                assertThat(client.ask("REGISTER#" + person + "#" + DEPOSIT)).isEqualTo("100 OK");
            }
        }
    }

    /// Has all of them work at one server, until their connections end or nothing is left to do.
    ///
    /// @param meanwhile what happens to the server, from the moment that it has answered everybody once
    void run(PackagedServer server, Runnable meanwhile) {
        run(List.of(server), meanwhile);
    }

    /// Has all of them work until nothing is left to do. Whoever has no answer when his connection ends, or is told
    /// that the server is busy, says the same again at the next server, as long as there is one.
    ///
    /// @param servers where each of them goes, one server after the other
    /// @param meanwhile what happens to the servers, from the moment that everybody was answered once
    void run(Iterable<PackagedServer> servers, Runnable meanwhile) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> people = PEOPLE.stream()
                    .map(person -> workAt(servers.iterator(), person, threads))
                    .toList();
            await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> answered.get() == PEOPLE.size());
            meanwhile.run();
            people.forEach(CompletableFuture::join);
        }
    }

    private CompletableFuture<Void> workAt(Iterator<PackagedServer> servers, String person, Executor threads) {
        Deque<Attempt> open = new ArrayDeque<>(listOf(person));
        return CompletableFuture.runAsync(
                () -> {
                    while (!open.isEmpty() && servers.hasNext()) {
                        work(servers.next(), person, open);
                    }
                },
                threads);
    }

    private void work(PackagedServer server, String person, Deque<Attempt> open) {
        try (TestClient client = server.greeted(person)) {
            logIn(client, person);
            while (!open.isEmpty()) {
                Attempt attempt = open.getFirst();
                attempt.make(client);
                if (!attempt.isSettled()) {
                    return;
                }
                if (open.size() == listOf(person).size()) {
                    answered.incrementAndGet();
                }
                open.removeFirst();
            }
        } catch (UncheckedIOException gone) {
            // So early that nobody could even log in.
        }
    }

    /// Logs in as soon as the server can tell who else is there, also where the login of a server that was killed still
    /// stands, and returns the status block.
    static String logIn(TestClient client, String person) {
        String balance = await().pollDelay(Duration.ZERO)
                .pollInterval(BREATH)
                .until(() -> client.ask("LOGIN#" + person + "#0#TAKEOVER"), answer -> !Attempt.isBusy(answer));
        var block = new StringBuilder(balance);
        String online = client.read();
        block.append('\n').append(online);
        for (int i = 0; i < Integer.parseInt(online); i++) {
            block.append('\n').append(client.read());
        }
        return block.toString();
    }
}
