package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.client.PaymentResult.NotPaid;
import io.micropay.client.PaymentResult.Paid;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.Opened;
import io.micropay.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// One wallet that is open twice, on one folder, the one having taken the login over from the other. That the lock
/// holds between processes, too, [WalletFolderTest] shows.
class TwoWalletsIT {

    @RegisterExtension
    private final Opened opened = new Opened();

    @TempDir
    private Path home;

    private final AtomicInteger questions = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);
    private TestServer server;
    private Person first;
    private Person second;

    @BeforeEach
    void joanneIsThereTwiceAndLilyThinks() throws Exception {
        server = opened.add(TestServer.start());
        first = opened.add(Person.of(server, "Joanne", "100", home));
        second = opened.add(Person.connect(server, "Joanne", home));
        opened.add(Person.listening(server, "Lily", new AcceptancePolicy.Ask(this::consider), home));
    }

    private Consent.Answer consider(PaymentOrder order, Duration patience) throws InterruptedException {
        questions.incrementAndGet();
        boolean answered = answer.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        return answered ? Consent.Answer.ACCEPTED : Consent.Answer.NONE;
    }

    @Test
    void theSameIsPaidOnceHoweverCloseTheTwoAre() throws Exception {
        HeldFile alone = first.wallet().journal().alone();
        CompletableFuture<PaymentResult> one = paying(first, "7");
        awaitDialling(first);
        takeOver();
        CompletableFuture<PaymentResult> other = paying(second, "7");
        awaitDialling(second);
        alone.close();

        Object loser = CompletableFuture.anyOf(one, other).get(10, TimeUnit.SECONDS);
        assertThat(loser)
                .isInstanceOfSatisfying(
                        NotPaid.class,
                        refused -> assertThat(refused.obstacle()).isInstanceOf(Obstacle.SameOrderOpen.class));
        answer.countDown();
        assertThat(List.of(one.get(), other.get())).hasAtLeastOneElementOfType(Paid.class);
        assertThat(questions).hasValue(1);
        assertThat(second.balance()).isEqualTo(Person.amount("93"));
    }

    @Test
    void anotherPaymentDoesNotWaitForTheAnswerToTheFirst() throws Exception {
        CompletableFuture<PaymentResult> one = paying(first, "7");
        await().untilAsserted(() -> assertThat(questions).hasValue(1));
        takeOver();
        CompletableFuture<PaymentResult> other = paying(second, "8");
        await().untilAsserted(() -> assertThat(questions).hasValue(2));
        answer.countDown();

        assertThat(Stream.of(one, other).map(CompletableFuture::join)).hasOnlyElementsOfType(Paid.class);
    }

    /// It has found no open order then.
    private static void awaitDialling(Person person) {
        await().untilAsserted(() -> assertThat(person.notices()).contains("payee CN=Lily"));
    }

    private void takeOver() throws Exception {
        second.session().logIn(Person.name("Joanne"), 0, true, new AcceptancePolicy.All());
    }

    private static CompletableFuture<PaymentResult> paying(Person person, String amount) {
        return CompletableFuture.supplyAsync(() -> paid(person, amount), Thread::startVirtualThread);
    }

    private static PaymentResult paid(Person person, String amount) {
        try {
            return person.pay("Lily", amount);
        } catch (ConnectionException lost) {
            throw new IllegalStateException(lost);
        }
    }
}
