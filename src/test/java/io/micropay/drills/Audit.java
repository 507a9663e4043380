package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Amount;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.ProofChain;
import io.micropay.testing.TestClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Holds a running server to what the servers before it have answered. Everybody is logged in for that.
final class Audit implements AutoCloseable {

    private static final int PAGE = 100;

    /// Payments that are submitted once more though their outcome is known.
    private static final int AGAIN = 30;

    private final Book book;
    private final Map<String, TestClient> clients = new TreeMap<>();

    Audit(PackagedServer server, Book book, Collection<String> people) {
        this.book = book;
        for (String person : people) {
            TestClient client = server.greeted(person);
            clients.put(person, client);
            Load.logIn(client, person);
        }
    }

    /// What was answered holds; what was not can be asked again, and is decided then. What nobody has submitted has not
    /// happened.
    ///
    /// @param sent the attempts of a load, as the book has them
    void check(Collection<Attempt> sent) {
        List<PaymentOrder> orders = sent.stream().map(Attempt::order).distinct().toList();
        List<Attempt> submissions = sent.stream().filter(Attempt::isSubmission).toList();
        List<Attempt> open = submissions.stream()
                .filter(attempt -> !book.isSettled(attempt.order()))
                .toList();
        checkStatus(orders.stream().filter(book::isSettled).toList());
        open.forEach(this::submitAgain);
        submissions
                .subList(Math.max(0, submissions.size() - AGAIN), submissions.size())
                .forEach(this::submitAgain);
        checkNeverCommitted(
                orders.stream().filter(order -> !book.isSettled(order)).toList());
        checkHistories();
    }

    /// STATUS is what the book says.
    void checkStatus(Collection<PaymentOrder> orders) {
        for (PaymentOrder order : orders) {
            assertThat(status(order)).as("STATUS of %s", order).isEqualTo(book.statusOf(order));
        }
    }

    /// Whoever cancelled one may not have been answered.
    private void checkNeverCommitted(Collection<PaymentOrder> orders) {
        assertThat(orders).allSatisfy(order -> assertThat(status(order)).isIn("NEVER_SEEN", "CANCELLED"));
    }

    private String status(PaymentOrder order) {
        return clientOf(order.payer().text()).ask("STATUS#" + order.id());
    }

    /// The same submission again gets the answer that STATUS foretells, and one that is final.
    void submitAgain(Attempt attempt) {
        PaymentOrder order = attempt.order();
        String before = status(order);
        String answer = clientOf(order.payee().text()).ask(attempt.line());
        if (!before.equals("NEVER_SEEN")) {
            assertThat(Book.status(answer)).as(attempt.line()).isEqualTo(before);
        }
        book.settle(order, Book.status(answer));
        assertThat(status(order)).as("STATUS of %s", order).isEqualTo(book.statusOf(order));
    }

    /// Everybody's history, put together, is the whole ledger: each transfer is in those of its two sides, what was
    /// proved is there with the same bytes, and nothing else but deposits.
    void checkHistories() {
        Map<Long, String> ledger = new TreeMap<>();
        List<String> seen = new ArrayList<>();
        clients.values().forEach(client -> seen.addAll(history(client)));
        seen.forEach(proof -> ledger.put(ProofChain.seq(proof), proof));
        List<String> deposits = ledger.values().stream()
                .filter(proof -> proof.contains("#@treasury#"))
                .toList();
        List<String> expected = new ArrayList<>(book.proofs());
        expected.addAll(book.proofs());
        expected.addAll(deposits);
        assertThat(sorted(seen)).isEqualTo(sorted(expected));

        var chain =
                new ProofChain(ledger.values().stream().map(ProofChain::link).toList());
        chain.check();
        checkBalances(chain.balances());
    }

    private static List<String> sorted(List<String> proofs) {
        return proofs.stream().sorted().toList();
    }

    /// All proofs of an account, newest first.
    private static List<String> history(TestClient client) {
        List<String> proofs = new ArrayList<>();
        long before = 0;
        int count;
        do {
            count = Integer.parseInt(client.ask("HISTORY#" + before + "#" + PAGE));
            for (int i = 0; i < count; i++) {
                proofs.add(client.read().replaceFirst("^COMMITTED#", ""));
                before = ProofChain.seq(proofs.getLast());
            }
        } while (count == PAGE);
        return proofs;
    }

    private void checkBalances(Map<String, Long> balances) {
        clients.forEach((person, client) ->
                assertThat(client.ask("BALANCE")).as(person).isEqualTo("BALANCE#" + new Amount(balances.get(person))));
    }

    private TestClient clientOf(String person) {
        return clients.computeIfAbsent(person, unknown -> {
            throw new IllegalArgumentException(unknown);
        });
    }

    @Override
    public void close() {
        clients.values().forEach(TestClient::close);
    }
}
