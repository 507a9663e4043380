package io.micropay.bench;

import io.micropay.crypto.Fingerprint;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import io.micropay.payment.SignedText;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/// Makes payments and signs them for both sides, on all processors, before the clock starts.
///
/// A wallet pays one payment after the other, so its ids reach the server in order. That is why each payee has payers
/// of its own, drawn by chance, where there are accounts enough.
final class Signers {

    /// As far ahead as wallets sign.
    private static final Duration EXPIRY = Duration.ofMinutes(15);

    /// So little that nobody runs out of money, and of various lengths.
    private static final int MICROS_MAX = 1_000;

    private final Fingerprint ledger;
    private final Accounts accounts;
    private final Cutoff cutoff;

    Signers(Fingerprint ledger, Accounts accounts, Cutoff cutoff) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.cutoff = cutoff;
    }

    /// Signs payments, for each payee as many as asked; those of the same place in their lists are to be sent at about
    /// the same time. Signs none at all when it is cut short meanwhile.
    ///
    /// @param counts how many for each payee
    /// @param serverMillis the ledger's clock
    /// @param signed is told of each, on any thread
    List<List<SignedPayment>> sign(List<BenchAccount> payees, int[] counts, long serverMillis, Runnable signed) {
        RisingIds ids = new RisingIds(serverMillis);
        Timestamp expires = Timestamp.ofEpochMillis(serverMillis + EXPIRY.toMillis());
        int turns = Arrays.stream(counts).max().orElse(0);
        SignedPayment[][] lists = new SignedPayment[payees.size()][];
        Arrays.setAll(lists, i -> new SignedPayment[counts[i]]);
        IntStream.range(0, turns).parallel().forEach(turn -> {
            for (int i = 0; i < counts.length; i++) {
                if (turn < counts[i] && !cutoff.isMade()) {
                    lists[i][turn] = sign(
                            payer(payees.get(i), counts.length),
                            payees.get(i),
                            ids.id((long) turn * counts.length + i),
                            expires);
                    signed.run();
                }
            }
        });
        boolean whole = !cutoff.isMade();
        return Arrays.stream(lists)
                .map(list -> whole ? Arrays.asList(list) : List.<SignedPayment>of())
                .toList();
    }

    /// Somebody who pays `payee`, whose number is below that of the payees.
    private BenchAccount payer(BenchAccount payee, int payees) {
        int payersEach = accounts.size() / payees - 1;
        if (payersEach > 0) {
            int place = 1 + ThreadLocalRandom.current().nextInt(payersEach);
            return accounts.get(place * payees + payee.number());
        }
        int other = ThreadLocalRandom.current().nextInt(accounts.size() - 1);
        return accounts.get(other < payee.number() ? other : other + 1);
    }

    private SignedPayment sign(BenchAccount payer, BenchAccount payee, PaymentId id, Timestamp expires) {
        Amount amount = new Amount(1 + ThreadLocalRandom.current().nextInt(MICROS_MAX));
        PaymentOrder order = new PaymentOrder(payer.name(), amount, payee.name(), id, expires, Memo.EMPTY);
        Base64Url ordered = Base64Url.of(payer.key().sign(SignedText.order(ledger, order)));
        Base64Url accepted = Base64Url.of(payee.key().sign(SignedText.acceptance(ledger, order, ordered)));
        String line = RequestCodec.encode(new Request.Trans(order, ordered, accepted));
        return new SignedPayment(payer.number(), order, line);
    }
}
