package io.micropay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A logged-in payee with the payments it is to submit, round by round.
final class Payee {

    /// What a `TRANS OK` has besides the words of its `TRANS`: where the record stands in the chain, the hashes of both
    /// keys, and the ledger's signature.
    private static final int ANSWER_EXTRA_BYTES = 440;

    private final BenchAccount account;
    private final TlsPeer peer;
    private List<SignedPayment> payments = new ArrayList<>();
    private Exchange exchange;

    Payee(BenchAccount account, TlsPeer peer) {
        this.account = account;
        this.peer = peer;
        this.exchange = new Exchange(peer, List.of(), ProofCheck.PAID, 0);
    }

    BenchAccount account() {
        return account;
    }

    TlsPeer peer() {
        return peer;
    }

    /// Gives it more to submit, after those that are left, and forgets what it has submitted before.
    void load(List<SignedPayment> more) {
        payments = new ArrayList<>(payments.subList(exchange.sent(), payments.size()));
        payments.addAll(more);
        long bytes = 0;
        List<byte[]> requests = new ArrayList<>();
        for (SignedPayment payment : payments) {
            requests.add(payment.line());
            bytes += payment.line().length + ANSWER_EXTRA_BYTES;
        }
        exchange = new Exchange(peer, requests, ProofCheck.PAID, bytes);
    }

    /// Forgets those that are left beyond `count`; before the next [#load].
    void keep(int count) {
        if (left() > count) {
            payments = new ArrayList<>(payments.subList(0, exchange.sent() + count));
        }
    }

    /// How many payments wait to be submitted.
    int left() {
        return payments.size() - exchange.sent();
    }

    /// Submits what it was given.
    Exchange exchange() {
        return exchange;
    }

    /// One of those it was given by the last [#load] or had left then.
    SignedPayment payment(int index) {
        return payments.get(index);
    }

    /// How many of them were answered: the first ones.
    int answered() {
        return exchange.answered();
    }

    /// The payment that was sent and has no answer.
    Optional<SignedPayment> inDoubt() {
        return exchange.sent() > exchange.answered()
                ? Optional.of(payments.get(exchange.answered()))
                : Optional.empty();
    }
}
