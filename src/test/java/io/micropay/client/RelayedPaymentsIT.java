package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.client.PaymentResult.NotPaid;
import io.micropay.client.PaymentResult.Paid;
import io.micropay.money.Memo;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.FreePort;
import io.micropay.testing.Opened;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import io.micropay.wire.ServerEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Pays people whom nobody can dial, through a real server.
class RelayedPaymentsIT {

    @RegisterExtension
    private final Opened opened = new Opened();

    @TempDir
    private Path home;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private TestServer server;
    private Person joanne;

    @BeforeEach
    void joanneHasTwoThousand() throws Exception {
        server = opened.add(TestServer.start());
        joanne = opened.add(Person.of(server, "Joanne", "2000", home));
    }

    @AfterEach
    void endEveryQuestion() {
        over.countDown();
    }

    @Test
    void paymentGoesThroughTheServerAndLeavesBothAReceipt() throws Exception {
        Person lily = lilyWithoutAPort(new AcceptancePolicy.All());

        assertThat(joanne.pay("lily", "10")).isInstanceOf(Paid.class);
        assertThat(joanne.notices()).containsSubsequence("relaying", "sent 10");
        await().untilAsserted(() ->
                assertThat(lily.notices()).containsSubsequence("submitting relayed 10", "received 10 from Joanne"));
        assertThat(lily.balance()).isEqualTo(Person.amount("10"));
        assertThat(Files.readString(joanne.kept("receipts").getFirst()))
                .isEqualTo(Files.readString(lily.kept("receipts").getFirst()));
        assertThat(joanne.kept("open")).isEmpty();
        lily.session().exit();
        assertThat(lily.notices()).noneMatch(line -> line.startsWith("paid"));
    }

    @Test
    void payeeWhoListensAtAPortIsDialled() throws Exception {
        opened.add(Person.listening(server, "Lily", new AcceptancePolicy.All(), home));

        assertThat(joanne.pay("Lily", "10")).isInstanceOf(Paid.class);
        assertThat(joanne.notices()).contains("payee CN=Lily").doesNotContain("relaying");
    }

    @Test
    void payeeWhosePortCannotBeDialledIsPaidThroughTheServer() throws Exception {
        TestPayments payments = new TestPayments(server.certificates());
        TestClient lily = opened.add(server.greeted("Lily"));
        lily.send("REGISTER#Lily#0").expect("100 OK");
        lily.askForStatus("LOGIN#Lily#" + FreePort.next());
        assertThat(lily.ask("EVENTS#ON")).isEqualTo("100 OK");
        CompletableFuture<PaymentResult> payment = paying("10");
        PaymentOrder order = ordered(lily).order();
        assertThat(lily.ask(TestPayments.trans(payments.sign(order)))).startsWith("TRANS OK#");

        assertThat(payment.get()).isInstanceOf(Paid.class);
        assertThat(joanne.notices()).contains("relaying");
    }

    @Test
    void payeeDeclines() throws Exception {
        Person lily = lilyWithoutAPort(new AcceptancePolicy.UpTo(Person.amount("10")));

        assertThat(joanne.pay("Lily", "10.5"))
                .isEqualTo(new NotPaid(new Obstacle.Declined("the amount is above the payee's limit")));
        assertThat(joanne.notices()).contains("cancelling");
        assertThat(lily.notices()).contains("declined 10.5 the amount is above the payee's limit");
        assertThat(joanne.balance()).isEqualTo(Person.amount("2000"));
        assertThat(joanne.session().book().payments(1))
                .extracting(OwnPayment::state)
                .containsExactly(new PaymentState.Cancelled("the amount is above the payee's limit"));
    }

    @Test
    void serverRefuses() throws Exception {
        Person lily = lilyWithoutAPort(new AcceptancePolicy.All());

        assertThat(joanne.pay("Lily", "2000.5"))
                .isInstanceOfSatisfying(
                        NotPaid.class,
                        notPaid -> assertThat(notPaid.obstacle())
                                .isInstanceOfSatisfying(
                                        Obstacle.Refused.class,
                                        refused -> assertThat(refused.reason()).isEqualTo("INSUFFICIENT")));
        await().untilAsserted(() -> assertThat(lily.notices()).contains("not received 2000.5 INSUFFICIENT"));
    }

    @Test
    void payeeWhoDoesNotListenToTheServerIsNotReachable() throws Exception {
        opened.add(server.newcomer("Lily", "0"));

        assertThat(joanne.pay("Lily", "10")).isEqualTo(new NotPaid(new Obstacle.PayeeNotListening()));
        assertThat(joanne.kept("open")).isEmpty();
    }

    @Test
    void payeeLeavesWhileItIsAsked() throws Exception {
        Person lily = lilyWithoutAPort(thinking());
        CompletableFuture<PaymentResult> payment = paying("10");
        asked.await();
        lily.close();

        assertThat(payment.get()).isEqualTo(new NotPaid(new Obstacle.PayeeNotListening()));
        assertThat(joanne.kept("open")).isEmpty();
        assertThat(joanne.balance()).isEqualTo(Person.amount("2000"));
    }

    @Test
    void payerGivesUp() throws Exception {
        Person lily = lilyWithoutAPort(thinking());
        CompletableFuture<PaymentResult> payment = paying("10");
        asked.await();
        joanne.session().giveUp();

        assertThat(payment.get()).isEqualTo(new NotPaid(new Obstacle.GivenUp()));
        assertThat(joanne.session().isOpen()).isTrue();
        over.countDown();
        await().untilAsserted(() -> assertThat(lily.notices()).contains("not received 10 CANCELLED"));
    }

    /// While a person thinks about one order, others are answered.
    @Test
    void orderThatWaitsForAPersonHoldsUpNoOther() throws Exception {
        Person lily = lilyWithoutAPort(new AcceptancePolicy.Attended(new AcceptancePolicy.All(), consent()));
        lily.wallet().acceptance().keep(Optional.of(Person.name("Joanne")), new AcceptanceRule.Ask());
        CompletableFuture<PaymentResult> payment = paying("10");
        asked.await();
        Person ben = opened.add(Person.of(server, "Ben", "5", home));

        assertThat(ben.pay("Lily", "5")).isInstanceOf(Paid.class);
        assertThat(payment).isNotDone();
        over.countDown();
        assertThat(payment.get()).isInstanceOf(Paid.class);
    }

    @Test
    void requestIsPaidOnceOnThisWay() throws Exception {
        Person lily = lilyWithoutAPort(new AcceptancePolicy.All());
        PaymentRequest request = lily.wallet()
                .request(
                        Person.name("Lily"),
                        new ServerAddress("127.0.0.1", server.port()),
                        Person.amount("3"),
                        Memo.of("tea").orElseThrow());

        assertThat(joanne.session().pay(request.intent(false))).isInstanceOf(Paid.class);
        await().untilAsserted(() -> assertThat(lily.notices()).contains("request paid tea"));
        assertThat(joanne.session().pay(request.intent(true)))
                .isEqualTo(new NotPaid(new Obstacle.Declined("the request is paid already")));
    }

    private AcceptancePolicy thinking() {
        return new AcceptancePolicy.Ask(consent());
    }

    private Consent consent() {
        return (order, patience) -> {
            asked.countDown();
            boolean answered = over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            return answered ? Consent.Answer.ACCEPTED : Consent.Answer.NONE;
        };
    }

    private static ServerEvent.Ordered ordered(TestClient payee) throws Exception {
        return (ServerEvent.Ordered) ServerEvent.parse(payee.read()).orElseThrow();
    }

    private CompletableFuture<PaymentResult> paying(String amount) {
        return CompletableFuture.supplyAsync(() -> payUnchecked(amount), Thread::startVirtualThread);
    }

    private PaymentResult payUnchecked(String amount) {
        try {
            return joanne.pay("Lily", amount);
        } catch (ConnectionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Person lilyWithoutAPort(AcceptancePolicy policy) throws Exception {
        Person lily = opened.add(Person.connect(server, "Lily", home));
        lily.session().register(Person.name("Lily"), Person.amount("0"));
        lily.logIn(0, policy);
        return lily;
    }
}
