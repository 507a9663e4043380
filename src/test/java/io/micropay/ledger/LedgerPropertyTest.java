package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.ledger.jdbc.SqliteStore;
import io.micropay.money.AccountName;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/// Whatever is asked of the ledger, in whatever batches and with restarts between, it answers as the model does.
class LedgerPropertyTest {

    private static final int REMEMBERED_MAX = 3;
    private static final LedgerLimits LIMITS =
            new LedgerLimits(100, 50, TestLedger.amount("100"), REMEMBERED_MAX, Duration.ofDays(1));
    private static final List<String> NAMES = List.of("Joanne", "Lily", "Max");

    /// Few ids, so that they meet again; in an order that neither rises nor falls.
    private static final List<PaymentId> IDS =
            Stream.generate(PaymentId::next).limit(8).toList();

    private Path folder = Path.of(".");
    private List<Account> accounts = List.of();

    /// What can happen to a ledger.
    sealed interface Event {

        /// A transfer of so many units, which expires so many seconds from the start of the test.
        record Pay(int payer, int payee, int id, int units, int expirySeconds) implements Event {}

        record Cancel(int payer, int id) implements Event {}

        record Ask(int asker, int payer, int id) implements Event {}
    }

    /// Events that are decided in one batch, and what comes after it.
    record Batch(List<Event> events, int waitSeconds, boolean restart) {}

    @Provide
    Arbitrary<List<Batch>> batches() {
        Arbitrary<Integer> account = Arbitraries.integers().between(0, NAMES.size() - 1);
        Arbitrary<Integer> id = Arbitraries.integers().between(0, IDS.size() - 1);
        Arbitrary<Integer> units = Arbitraries.integers().between(1, 60);
        Arbitrary<Integer> expiry = Arbitraries.of(0, 600, 3_600);
        Arbitrary<Event> pay = Combinators.combine(
                        account, Arbitraries.integers().between(1, 2), id, units, expiry)
                .as((payer, step, payment, amount, expires) ->
                        new Event.Pay(payer, (payer + step) % NAMES.size(), payment, amount, expires));
        Arbitrary<Event> cancel = Combinators.combine(account, id).as(Event.Cancel::new);
        Arbitrary<Event> ask = Combinators.combine(account, account, id).as(Event.Ask::new);
        Arbitrary<Event> event = Arbitraries.frequencyOf(Tuple.of(6, pay), Tuple.of(2, cancel), Tuple.of(3, ask));
        Arbitrary<Integer> wait = Arbitraries.of(0, 0, 1, 30, 600, 86_000);
        return Combinators.combine(event.list().ofMinSize(1).ofMaxSize(6), wait, Arbitraries.of(false, false, true))
                .as(Batch::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }

    @BeforeTry
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("ledger");
    }

    @AfterTry
    void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void ledgerAnswersAsTheModelDoes(@ForAll("batches") List<Batch> batches) {
        try (TestLedger test = new TestLedger(() -> SqliteStore.open(folder.resolve("ledger.db")), LIMITS)) {
            long start = test.clock().millis();
            LedgerModel model = new LedgerModel(REMEMBERED_MAX);
            NAMES.forEach(name -> {
                test.open(name, "100");
                model.open(100_000_000);
            });
            loadAccounts(test);
            for (Batch batch : batches) {
                play(batch, test, model, start);
                assertSame(test, model);
            }
        }
    }

    private void loadAccounts(TestLedger test) {
        accounts = NAMES.stream().map(test::account).toList();
    }

    private void play(Batch batch, TestLedger test, LedgerModel model, long start) {
        List<Supplier<String>> commands = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (Event event : batch.events()) {
            commands.add(() -> ask(event, test, start));
            expected.add(expect(event, test, model, start));
        }
        model.endBatch(test.clock().millis());
        assertThat(test.inOneBatch(commands)).isEqualTo(expected);
        test.clock().move(Duration.ofSeconds(batch.waitSeconds()));
        if (batch.restart()) {
            test.restart();
            loadAccounts(test);
        }
    }

    private String ask(Event event, TestLedger test, long start) {
        Ledger ledger = test.ledger();
        return switch (event) {
            case Event.Pay pay ->
                switch (test.commit(accounts.get(pay.payer()), accounts.get(pay.payee()), order(pay, start))) {
                    case TransferOutcome.Posted posted -> posted.transfer().orderFields();
                    case TransferOutcome.Rejected rejected -> rejected.reason().name();
                    case TransferOutcome.Busy busy -> "BUSY";
                };
            case Event.Cancel cancel ->
                switch (ledger.cancel(accounts.get(cancel.payer()), IDS.get(cancel.id()))) {
                    case Cancellation.Cancelled cancelled -> "CANCELLED";
                    case Cancellation.Committed committed -> "COMMITTED";
                    case Cancellation.Busy busy -> "BUSY";
                };
            case Event.Ask ask ->
                switch (ledger.status(accounts.get(ask.asker()), accounts.get(ask.payer()), IDS.get(ask.id()))) {
                    case PaymentState.NeverSeen neverSeen -> "NEVER_SEEN";
                    case PaymentState.Committed committed -> "COMMITTED";
                    case PaymentState.Refused refused -> refused.reason().name();
                    case PaymentState.Cancelled cancelled -> "CANCELLED";
                    case PaymentState.Busy busy -> "BUSY";
                };
        };
    }

    private static String expect(Event event, TestLedger test, LedgerModel model, long start) {
        long now = test.clock().millis();
        return switch (event) {
            case Event.Pay pay -> {
                PaymentOrder order = order(pay, start);
                Optional<Rejection> rejection = model.commit(pay.payer(), pay.payee(), order, now);
                yield rejection.map(Rejection::name).orElse(order.toString());
            }
            case Event.Cancel cancel -> model.cancel(new PaymentKey(cancel.payer(), IDS.get(cancel.id())), now);
            case Event.Ask ask -> model.status(ask.asker(), new PaymentKey(ask.payer(), IDS.get(ask.id())), now);
        };
    }

    private static PaymentOrder order(Event.Pay pay, long start) {
        return new PaymentOrder(
                TestLedger.name(NAMES.get(pay.payer())),
                TestLedger.amount(Integer.toString(pay.units())),
                TestLedger.name(NAMES.get(pay.payee())),
                IDS.get(pay.id()),
                TestLedger.timestamp(start + pay.expirySeconds() * 1_000L),
                Memo.EMPTY);
    }

    private void assertSame(TestLedger test, LedgerModel model) {
        long sum = test.ledger()
                .account(AccountName.TREASURY)
                .orElseThrow()
                .position()
                .balanceMicros();
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            assertThat(test.ledger().balance(account).micros()).isEqualTo(model.balance(i));
            assertThat(test.ledger().history(account, 0, 1_000))
                    .extracting(PostedTransfer::orderFields)
                    .filteredOn(fields -> !fields.startsWith("@"))
                    .isEqualTo(model.history(i));
            sum += account.position().balanceMicros();
        }
        assertThat(sum).isZero();
    }
}
