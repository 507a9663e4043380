package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.AccountName;
import io.micropay.money.PaymentOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What holds when many ask at once.
interface ConcurrencyRules {

    TestLedger test();

    private static <T> List<T> atOnce(List<Supplier<T>> commands) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            commands.forEach(command -> running.add(threads.submit(command::get)));
            List<T> outcomes = new ArrayList<>();
            for (Future<T> command : running) {
                outcomes.add(command.get());
            }
            return outcomes;
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    default void sameTransferFromManyThreadsIsCommittedOnce() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "1", lily);

        List<TransferOutcome> outcomes = atOnce(Collections.nCopies(200, () -> test().commit(joanne, lily, order)));

        assertThat(new HashSet<>(outcomes)).hasSize(1);
        TestLedger.posted(outcomes.getFirst());
        assertThat(test().balance(lily)).isEqualTo("1");
    }

    @Test
    default void cancellationRacingACommitHasOneOutcome() {
        Account joanne = test().open("Joanne", "1000");
        Account lily = test().open("Lily", "0");
        int committed = 0;
        for (int round = 0; round < 100; round++) {
            PaymentOrder order = test().order(joanne, "1", lily);
            List<Object> outcomes = atOnce(List.of(
                    () -> test().commit(joanne, lily, order),
                    () -> test().ledger().cancel(joanne, order.id())));
            PaymentState state = test().ledger().status(joanne, joanne, order.id());

            if (outcomes.get(1) instanceof Cancellation.Committed tooLate) {
                assertThat(outcomes.get(0)).isEqualTo(new TransferOutcome.Posted(tooLate.transfer()));
                assertThat(state).isEqualTo(new PaymentState.Committed(tooLate.transfer()));
                committed++;
            } else {
                assertThat(outcomes.get(1)).isEqualTo(new Cancellation.Cancelled());
                assertThat(outcomes.get(0)).isEqualTo(new TransferOutcome.Rejected(Rejection.CANCELLED));
                assertThat(state).isEqualTo(new PaymentState.Cancelled());
            }
        }
        assertThat(test().balance(lily)).isEqualTo(Integer.toString(committed));
    }

    @Test
    default void manyPayersKeepTheSumAtZeroAndTheChainWithoutGaps() {
        List<Account> people = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            people.add(test().open("Person" + i, "20"));
        }
        List<Supplier<Integer>> payers = new ArrayList<>();
        for (Account payer : people) {
            payers.add(() -> payAround(payer, people));
        }

        int posted = atOnce(payers).stream().mapToInt(count -> count).sum();

        assertThat(sum(people)).isZero();
        assertThat(people).allMatch(person -> person.position().balanceMicros() >= 0);
        assertChain(people.size() + posted);
        test().restart();
        assertThat(sum(people.stream()
                        .map(person -> test().account(person.name().text()))
                        .toList()))
                .isZero();
    }

    private int payAround(Account payer, List<Account> people) {
        int posted = 0;
        for (int i = 0; i < 50; i++) {
            Account payee = people.get(ThreadLocalRandom.current().nextInt(people.size()));
            if (payee != payer
                    && test().ledger().commit(test().transfer(payer, "7", payee)) instanceof TransferOutcome.Posted) {
                posted++;
            }
        }
        return posted;
    }

    private long sum(List<Account> people) {
        Account treasury = test().ledger().account(AccountName.TREASURY).orElseThrow();
        return treasury.position().balanceMicros()
                + people.stream()
                        .mapToLong(person -> person.position().balanceMicros())
                        .sum();
    }

    /// Walks the whole ledger through the histories of its accounts.
    private void assertChain(int transfers) {
        List<PostedTransfer> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.addAll(test().ledger().history(test().account("Person" + i), 0, 10_000));
        }
        List<PostedTransfer> chain = all.stream()
                .distinct()
                .sorted((one, other) -> Long.compare(one.seq(), other.seq()))
                .toList();
        assertThat(chain).hasSize(transfers).allMatch(PostedTransfer::isChained);
        String previousHash = "0".repeat(64);
        for (int i = 0; i < chain.size(); i++) {
            assertThat(chain.get(i).seq()).isEqualTo(i + 1);
            assertThat(chain.get(i).previousHash()).isEqualTo(previousHash);
            previousHash = chain.get(i).chainHash();
        }
    }

    @Test
    default void accountAskedForByManyIsOneObject() {
        test().open("Joanne", "10");
        test().restart();

        List<Account> found = atOnce(Collections.nCopies(100, () -> test().account("Joanne")));

        assertThat(new HashSet<>(found)).hasSize(1);
    }
}
