package io.micropay.bench;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.money.Amount;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/// What accounts had before, and whether that and what was paid is what they have afterwards.
///
/// An account is asked on a connection of its own key. With very many accounts, those that are not connected are
/// watched by sample.
final class Balances {

    private static final int UNCONNECTED_MAX = 1_000;

    private final Accounts accounts;
    private final Clients clients;
    private final TreeSet<Integer> watched = new TreeSet<>();
    private final ConcurrentMap<Integer, Amount> before = new ConcurrentHashMap<>();

    /// @param connected how many of the first accounts are connected
    Balances(Accounts accounts, int connected, Clients clients) {
        this.accounts = accounts;
        this.clients = clients;
        IntStream.range(0, connected).forEach(watched::add);
        int others = accounts.size() - connected;
        int sample = Math.min(others, UNCONNECTED_MAX);
        for (int i = 0; i < sample; i++) {
            watched.add(connected + (int) ((long) i * others / sample));
        }
    }

    /// How many accounts are watched.
    int watched() {
        return watched.size();
    }

    /// An account has so much before the first payment.
    void begin(int account, Amount balance) {
        before.put(account, balance);
    }

    /// Asks for those balances that are not known yet.
    void beginOthers(Display display) throws BenchException, InterruptedException {
        List<Integer> unknown =
                watched.stream().filter(number -> !before.containsKey(number)).toList();
        if (unknown.isEmpty()) {
            return;
        }
        try (Display.Step step = display.begin("asking balances", unknown.size())) {
            Crowd.forEach(unknown.size(), (i, scratch) -> {
                BenchAccount account = accounts.get(unknown.get(i));
                try (TlsPeer peer = clients.connect(account, scratch)) {
                    begin(account.number(), Clients.balance(account, peer, scratch));
                }
                step.advance();
            });
        }
    }

    /// Asks all of them again.
    ///
    /// @param payees whose connections are used, the first accounts
    /// @param books what was paid
    /// @throws BenchException when one is not as it should be
    void check(List<Payee> payees, ProofCheck books, Display display) throws BenchException, InterruptedException {
        List<Integer> numbers = List.copyOf(watched);
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        try (Display.Step step = display.begin("checking balances", numbers.size())) {
            Crowd.forEach(numbers.size(), (i, scratch) -> {
                BenchAccount account = accounts.get(numbers.get(i));
                Amount after;
                if (account.number() < payees.size()) {
                    after = Clients.balance(
                            account, payees.get(account.number()).peer(), scratch);
                } else {
                    try (TlsPeer peer = clients.connect(account, scratch)) {
                        after = Clients.balance(account, peer, scratch);
                    }
                }
                Amount expected = expected(account.number(), books);
                if (!after.equals(expected)) {
                    wrong.add("the balance of " + account.name() + " is " + after + " and should be " + expected);
                }
                step.advance();
            });
        }
        if (!wrong.isEmpty()) {
            throw new BenchException(
                    Trouble.LOST,
                    "balances do not add up: " + wrong.size() + " of " + numbers.size() + " are wrong; " + wrong.peek(),
                    "a payment is lost, or counted twice");
        }
    }

    private Amount expected(int account, ProofCheck books) {
        Amount begun = before.getOrDefault(account, Amount.ZERO);
        return new Amount(begun.micros() + books.booked(account));
    }
}
