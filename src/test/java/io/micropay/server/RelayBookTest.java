package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.ledger.Account;
import io.micropay.ledger.Position;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import io.micropay.wire.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayBookTest {

    private static final long EXPIRES = 1_800_000_000_000L;
    private static final Response NO = new Response.Declined("no");
    private static final Response PENDING = new Response.Pending();

    private final RelayBook book = new RelayBook();
    private final Account joanne = account(1, "Joanne");
    private final Account lily = account(2, "Lily");

    private static Account account(long number, String name) {
        return new Account(number, AccountName.parse(name).orElseThrow(), new byte[0], "" + number, Position.OPENING);
    }

    private static PaymentOrder order(Account payer, Account payee, PaymentId id, long micros) {
        return new PaymentOrder(
                payer.name(),
                new Amount(micros),
                payee.name(),
                id,
                Timestamp.ofEpochMillis(EXPIRES),
                Memo.of("").orElseThrow());
    }

    private static Relay relay(Account payer, Account payee) {
        return new Relay(payer, payee, order(payer, payee, PaymentId.next(), 1), Base64Url.of(new byte[] {1}));
    }

    @Test
    void eightOrdersOfAPayerWait() {
        List<Relay> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(relay(joanne, account(10 + i, "Payee" + i)));
            assertThat(book.add(waiting.getLast())).isTrue();
        }
        Relay ninth = relay(joanne, lily);
        assertThat(book.add(ninth)).isFalse();
        assertThat(book.state(joanne, ninth.order())).isEmpty();

        assertThat(book.end(waiting.getFirst(), NO)).isTrue();
        assertThat(book.add(ninth)).isTrue();
    }

    @Test
    void sixtyFourOrdersForAPayeeWait() {
        List<Relay> waiting = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            waiting.add(relay(account(10 + i / 8, "Payer" + i / 8), lily));
            assertThat(book.add(waiting.getLast())).isTrue();
        }
        assertThat(book.add(relay(joanne, lily))).isFalse();
        assertThat(book.add(relay(joanne, account(3, "Another")))).isTrue();
        assertThat(book.waitingFor(lily)).isEqualTo(waiting);

        assertThat(book.forget(waiting.getFirst())).isTrue();
        assertThat(book.add(relay(joanne, lily))).isTrue();
    }

    @Test
    void stateIsThatOfTheSameSixFields() {
        Relay relay = relay(joanne, lily);
        PaymentOrder changed = order(joanne, lily, relay.order().id(), 2);
        assertThat(book.state(joanne, relay.order())).isEmpty();

        book.add(relay);
        assertThat(book.state(joanne, relay.order())).contains(PENDING);
        assertThat(book.state(joanne, changed)).get().asString().contains("ID_REUSED");

        book.end(relay, NO);
        assertThat(book.state(joanne, relay.order())).contains(NO);
        assertThat(book.state(joanne, changed)).get().asString().contains("ID_REUSED");
        assertThat(book.state(lily, relay.order())).isEmpty();
    }

    @Test
    void whatIsForgottenMayComeAgain() {
        Relay relay = relay(joanne, lily);
        book.add(relay);
        assertThat(book.forget(relay)).isTrue();
        assertThat(book.state(joanne, relay.order())).isEmpty();
        assertThat(book.isEmpty()).isTrue();
        assertThat(book.add(relay)).isTrue();
    }

    @Test
    void whatHasEndedDoesNotEndAgain() {
        Relay relay = relay(joanne, lily);
        book.add(relay);
        assertThat(book.end(relay, NO)).isTrue();
        assertThat(book.end(relay, new Response.Declined("later"))).isFalse();
        assertThat(book.forget(relay)).isFalse();
        assertThat(book.state(joanne, relay.order())).contains(NO);
    }

    /// Its proof is the ledger's to tell.
    @Test
    void whatWasPaidIsNotRemembered() {
        Relay relay = relay(joanne, lily);
        book.add(relay);
        assertThat(book.end(relay, new Response.TransOk("1#..."))).isTrue();
        assertThat(book.state(joanne, relay.order())).isEmpty();
    }

    @Test
    void anOrderIsFoundForItsPayeeAlone() {
        Relay relay = relay(joanne, lily);
        book.add(relay);
        PaymentId id = relay.order().id();
        assertThat(book.find(joanne, id, lily)).contains(relay);
        assertThat(book.find(joanne, id, joanne)).isEmpty();
        assertThat(book.find(lily, id, lily)).isEmpty();
        assertThat(book.find(joanne, PaymentId.next(), lily)).isEmpty();
    }

    @Test
    void anOrderIsOverWhenItCannotBeCommittedAnyMore() {
        Relay relay = relay(joanne, lily);
        book.add(relay);
        assertThat(book.expired(EXPIRES + 30_000)).isEmpty();
        assertThat(book.expired(EXPIRES + 30_001)).containsExactly(relay);
    }

    @Test
    void onlyTheLastOutcomesAreKept() {
        Relay first = relay(joanne, lily);
        book.add(first);
        book.end(first, NO);
        Relay last = first;
        for (int i = 0; i < RelayBook.OUTCOMES_MAX; i++) {
            last = relay(joanne, lily);
            book.add(last);
            book.end(last, NO);
        }
        assertThat(book.state(joanne, first.order())).isEmpty();
        assertThat(book.state(joanne, last.order())).contains(NO);
    }
}
