package io.micropay.ledger;

import io.micropay.money.PaymentOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules of the protocol once more, as simply as they can be written: what the ledger is compared with.
final class LedgerModel {

    private static final long DAY_MILLIS = 86_400_000;
    private static final long BALANCE_MAX = 999_999_999_999_999_999L;

    private final int rememberedMax;
    private final List<Long> balances = new ArrayList<>();
    private final List<Committed> committed = new ArrayList<>();
    private final Map<PaymentKey, Refused> refused = new HashMap<>();
    private final Map<PaymentKey, Long> cancelledAt = new HashMap<>();

    LedgerModel(int rememberedMax) {
        this.rememberedMax = rememberedMax;
    }

    /// A committed order. Here payers and payees are numbered from 0, in order of registration.
    record Committed(PaymentKey key, int payee, PaymentOrder order) {}

    /// A remembered refusal.
    record Refused(PaymentKey key, int payee, Rejection reason, long at) {}

    void open(long deposit) {
        balances.add(deposit);
    }

    long balance(int account) {
        return balances.get(account);
    }

    /// Empty when the transfer is committed, now or before.
    Optional<Rejection> commit(int payer, int payee, PaymentOrder order, long now) {
        PaymentKey key = new PaymentKey(payer, order.id());
        Optional<Committed> earlier = find(key);
        if (earlier.isPresent()) {
            return earlier.get().order().toString().equals(order.toString())
                    ? Optional.empty()
                    : Optional.of(Rejection.ID_REUSED);
        }
        if (isCancelled(key, now)) {
            return Optional.of(Rejection.CANCELLED);
        }
        Optional<Rejection> reason = refusal(payer, payee, order, now);
        if (reason.isPresent()) {
            refused.put(key, new Refused(key, payee, reason.get(), now));
            return reason;
        }
        refused.remove(key);
        balances.set(payer, balance(payer) - order.amount().micros());
        balances.set(payee, balance(payee) + order.amount().micros());
        committed.add(new Committed(key, payee, order));
        return Optional.empty();
    }

    private Optional<Rejection> refusal(int payer, int payee, PaymentOrder order, long now) {
        long expires = order.expires().epochMillis();
        if (now > expires + 30_000 || expires > now + 930_000) {
            return Optional.of(Rejection.EXPIRED);
        }
        if (balance(payer) < order.amount().micros()) {
            return Optional.of(Rejection.INSUFFICIENT);
        }
        return balance(payee) > BALANCE_MAX - order.amount().micros() ? Optional.of(Rejection.LIMIT) : Optional.empty();
    }

    /// Forgets the refusals that are too many, as the ledger does at the end of a batch.
    void endBatch(long now) {
        for (int payer = 0; payer < balances.size(); payer++) {
            int number = payer;
            List<Refused> own = refused.values().stream()
                    .filter(refusal -> refusal.key().payer() == number && refusal.at() > now - DAY_MILLIS)
                    .sorted(Comparator.comparingLong(Refused::at)
                            .thenComparing(refusal -> refusal.key().id()))
                    .toList();
            for (int i = 0; i < own.size() - rememberedMax; i++) {
                refused.remove(own.get(i).key());
            }
        }
    }

    Optional<Committed> find(PaymentKey key) {
        return committed.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    boolean isCancelled(PaymentKey key, long now) {
        Long at = cancelledAt.get(key);
        return at != null && at > now - DAY_MILLIS;
    }

    /// The outcome's name: `COMMITTED`, `CANCELLED` or `BUSY`.
    String cancel(PaymentKey key, long now) {
        if (find(key).isPresent()) {
            return "COMMITTED";
        }
        if (!isCancelled(key, now)) {
            long own = cancelledAt.keySet().stream()
                    .filter(other -> other.payer() == key.payer() && isCancelled(other, now))
                    .count();
            if (own >= rememberedMax) {
                return "BUSY";
            }
            cancelledAt.put(key, now);
        }
        return "CANCELLED";
    }

    /// The state's name: `COMMITTED`, `CANCELLED`, the reason of a refusal, or `NEVER_SEEN`.
    String status(int asker, PaymentKey key, long now) {
        Optional<Committed> entry = find(key);
        if (entry.isPresent()) {
            return asker == key.payer() || asker == entry.get().payee() ? "COMMITTED" : "NEVER_SEEN";
        }
        if (asker == key.payer() && isCancelled(key, now)) {
            return "CANCELLED";
        }
        Refused refusal = refused.get(key);
        return refusal != null && refusal.at() > now - DAY_MILLIS && (asker == key.payer() || asker == refusal.payee())
                ? refusal.reason().name()
                : "NEVER_SEEN";
    }

    /// The orders an account took part in, newest first, without the opening deposit.
    List<String> history(int account) {
        return committed.reversed().stream()
                .filter(entry -> entry.key().payer() == account || entry.payee() == account)
                .map(entry -> entry.order().toString())
                .toList();
    }
}
