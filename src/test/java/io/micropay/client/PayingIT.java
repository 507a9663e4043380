package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.client.PaymentResult.NotPaid;
import io.micropay.client.PaymentResult.Paid;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptFile;
import io.micropay.payment.ReceiptVerifier;
import io.micropay.testing.Opened;
import io.micropay.testing.ScriptedPayee;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import io.micropay.wire.PeerMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pays over a real peer connection: payees who do as they should, and payees who do not.
class PayingIT {

    @RegisterExtension
    private final Opened opened = new Opened();

    @TempDir
    private Path home;

    private TestServer server;
    private Person joanne;

    @BeforeEach
    void joanneHasTwoThousand() throws Exception {
        server = opened.add(TestServer.start());
        joanne = opened.add(Person.of(server, "Joanne", "2000", home));
    }

    @Test
    void paymentMovesTheMoneyAndLeavesBothAReceipt() throws Exception {
        Person lily = lilyListens(new AcceptancePolicy.All());

        PaymentResult result = joanne.pay("lily", "1000");

        assertThat(result).isInstanceOf(Paid.class);
        assertThat(joanne.balance()).isEqualTo(Person.amount("1000"));
        assertThat(lily.balance()).isEqualTo(Person.amount("1000"));
        assertThat(joanne.notices()).containsSubsequence("payee CN=Lily", "open 1000", "sent 1000", "accepted");
        assertThat(joanne.notices()).doesNotContain("unpaid 1000");
        await().untilAsserted(() -> assertThat(lily.notices()).contains("received 1000 from Joanne"));
        Path own = joanne.kept("receipts").getFirst();
        Path others = lily.kept("receipts").getFirst();
        assertThat(own.getFileName()).isEqualTo(others.getFileName());
        assertThat(verified(own)).isEqualTo(verified(others));
        assertThat(joanne.kept("open")).isEmpty();
    }

    /// The server tells of each payment, too; which of the two is heard first is a matter of luck.
    @Test
    void payeeTellsOfEachPaymentOnce() throws Exception {
        Person lily = lilyListens(new AcceptancePolicy.All());
        for (int i = 1; i <= 20; i++) {
            assertThat(joanne.payAnyway("Lily", "1")).isInstanceOf(Paid.class);
        }

        await().untilAsserted(() -> assertThat(lily.notices())
                .filteredOn("received 1 from Joanne"::equals)
                .hasSize(20));
        lily.session().exit();
        assertThat(lily.notices()).noneMatch(line -> line.startsWith("paid"));
        assertThat(lily.notices())
                .as("each with the balance after it")
                .containsSubsequence(IntStream.rangeClosed(1, 20)
                        .boxed()
                        .flatMap(i -> Stream.of("received 1 from Joanne", "then has " + i))
                        .toList());
    }

    @Test
    void receiptsAreForTheirOwnerAlone() throws Exception {
        lilyListens(new AcceptancePolicy.All());
        joanne.pay("Lily", "1");

        assertThat(mode(joanne.kept("receipts").getFirst())).isEqualTo("rw-------");
        assertThat(mode(home.resolve("Joanne/receipts"))).isEqualTo("rwx------");
        assertThat(mode(home.resolve("Joanne/open"))).isEqualTo("rwx------");
        assertThat(mode(home.resolve("Joanne"))).isEqualTo("rwx------");
    }

    @Test
    void declinedOrderIsCancelledForGood() throws Exception {
        Person lily = lilyListens(new AcceptancePolicy.None("not today"));

        assertThat(joanne.pay("Lily", "10")).isEqualTo(new NotPaid(new Obstacle.Declined("not today")));
        assertThat(joanne.notices()).contains("cancelling");
        assertThat(joanne.balance()).isEqualTo(Person.amount("2000"));
        assertThat(lily.notices()).contains("declined 10 not today");
    }

    @Test
    void limitIsTheLargestAmountTaken() throws Exception {
        Person lily = lilyListens(new AcceptancePolicy.UpTo(Person.amount("10.5")));

        assertThat(joanne.pay("Lily", "10.500001")).isInstanceOf(NotPaid.class);
        assertThat(joanne.pay("Lily", "10.5")).isInstanceOf(Paid.class);
        assertThat(lily.balance()).isEqualTo(Person.amount("10.5"));
    }

    @Test
    void personIsAskedAndDecides() throws Exception {
        AtomicReference<Consent.Answer> answer = new AtomicReference<>(Consent.Answer.DECLINED);
        Person lily = lilyListens(new AcceptancePolicy.Ask((order, patience) -> answer.get()));

        assertThat(joanne.pay("Lily", "5")).isEqualTo(new NotPaid(new Obstacle.Declined("the payee declined")));
        assertThat(joanne.notices()).containsSubsequence("open 5", "sent 5", "unpaid 5");
        answer.set(Consent.Answer.NONE);
        assertThat(joanne.pay("Lily", "5")).isEqualTo(new NotPaid(new Obstacle.Declined("the payee did not answer")));
        answer.set(Consent.Answer.ACCEPTED);
        assertThat(joanne.pay("Lily", "5")).isInstanceOf(Paid.class);
        assertThat(lily.notices()).contains("declined 5 the payee declined");
    }

    @Test
    void moreThanTheBalanceIsRefused() throws Exception {
        Person lily = lilyListens(new AcceptancePolicy.All());

        assertThat(obstacle(joanne.pay("Lily", "2000.01")))
                .isInstanceOfSatisfying(
                        Obstacle.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("INSUFFICIENT"));
        await().untilAsserted(() -> assertThat(lily.notices()).contains("not received 2000.01 INSUFFICIENT"));
        assertThat(joanne.session().book().payments(10))
                .extracting(OwnPayment::state)
                .containsExactly(new PaymentState.Refused("INSUFFICIENT"));
        assertThat(lily.kept("receipts")).isEmpty();
    }

    @Test
    void payeeMustBeKnownOnlineAndListening() throws Exception {
        assertThat(joanne.pay("Nobody", "1")).isEqualTo(new NotPaid(new Obstacle.UnknownPayee()));
        TestClient lily = opened.add(server.newcomer("Lily", "0"));
        assertThat(joanne.pay("Lily", "1")).isEqualTo(new NotPaid(new Obstacle.PayeeNotListening()));
        lily.leave();
        await().untilAsserted(() ->
                assertThat(joanne.pay("Lily", "1")).isEqualTo(new NotPaid(new Obstacle.PayeeNotOnline())));
    }

    @Test
    void payingNeedsALogin() throws Exception {
        Person stranger = opened.add(Person.connect(server, "Stranger", home));

        assertThat(stranger.pay("Joanne", "1")).isEqualTo(new NotPaid(new Obstacle.NotLoggedIn()));
    }

    @Test
    void payeeThatListensNoMoreIsUnreachable() throws Exception {
        ScriptedPayee lily = lilyDoes((channel, order, payee) -> {});
        lily.stopListening();

        assertThat(obstacle(joanne.pay("Lily", "1"))).isInstanceOf(Obstacle.PayeeUnreachable.class);
    }

    @Test
    void somebodyElseAtThePayeesAddressIsNotSpokenTo() throws Exception {
        opened.add(
                ScriptedPayee.impersonated(server, "Lily", server.certificates().account("Mallory")));

        assertThat(joanne.pay("Lily", "1")).isEqualTo(new NotPaid(new Obstacle.NotThePayee()));
        assertThat(joanne.notices()).doesNotContain("sent 1");
    }

    @Test
    void payeeThatVanishesAfterItsAcceptanceIsPaidNothing() throws Exception {
        AtomicReference<PeerMessage.Order> seen = new AtomicReference<>();
        ScriptedPayee lily = lilyDoes((channel, order, payee) -> {
            seen.set(order);
            channel.write(payee.accepted(order));
            channel.abort();
        });

        assertThat(obstacle(joanne.pay("Lily", "7"))).isInstanceOf(Obstacle.PayeeVanished.class);
        assertThat(lily.submit(seen.get())).startsWith("TRANS FAIL#CANCELLED");
        assertThat(joanne.kept("open")).isEmpty();
    }

    @Test
    void payeeThatKeepsTheReceiptToItselfHasBeenPaidAllTheSame() throws Exception {
        lilyDoes((channel, order, payee) -> {
            channel.write(payee.accepted(order));
            payee.submit(order);
        });

        assertThat(joanne.pay("Lily", "7")).isInstanceOf(Paid.class);
        assertThat(joanne.kept("receipts")).hasSize(1);
        assertThat(joanne.balance()).isEqualTo(Person.amount("1993"));
    }

    @Test
    void proofOfAnotherPaymentIsNoProof() throws Exception {
        AtomicReference<String> earlier = new AtomicReference<>("");
        lilyDoes((channel, order, payee) -> {
            channel.write(payee.accepted(order));
            earlier.compareAndSet("", payee.submit(order));
            channel.write(earlier.get());
        });

        assertThat(joanne.pay("Lily", "7")).isInstanceOf(Paid.class);
        joanne.notices().clear();
        // The second order was paid too, but its proof is not what the payee has shown.
        assertThat(joanne.pay("Lily", "8")).isInstanceOf(Paid.class);
        assertThat(joanne.notices()).contains("cancelling");
        assertThat(joanne.kept("receipts")).hasSize(2);
    }

    @Test
    void forgedProofIsNoProof() throws Exception {
        lilyDoes((channel, order, payee) -> {
            channel.write(payee.accepted(order));
            channel.write("TRANS OK#1#Joanne#" + order.order().amount() + "#Lily#"
                    + order.order().id() + "#" + order.order().expires() + "##"
                    + order.order().expires() + "#"
                    + "0".repeat(64) + "#" + "0".repeat(64) + "#AAAA#AAAA#" + "0".repeat(64) + "#" + "0".repeat(64)
                    + "#AAAA");
        });

        assertThat(joanne.pay("Lily", "7"))
                .isEqualTo(new NotPaid(new Obstacle.PayeeNonsense("its proof does not verify")));
        assertThat(joanne.balance()).isEqualTo(Person.amount("2000"));
        assertThat(joanne.kept("receipts")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "ORDER", "ACCEPTED#=", "TRANS OK", "\u0007", "100 OK", "Connection accepted!"})
    void garbageForAnAcceptanceEndsInACancellation(String garbage) throws Exception {
        lilyDoes((channel, order, payee) -> channel.write(garbage));

        assertThat(obstacle(joanne.pay("Lily", "7"))).isInstanceOf(Obstacle.PayeeNonsense.class);
        assertThat(joanne.kept("open")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "2000", "100 OK", "TRANS OK#1", "COMMITTED#1", "DECLINED#too late"})
    void garbageForAnAnswerEndsInACancellation(String garbage) throws Exception {
        lilyDoes((channel, order, payee) -> {
            channel.write(payee.accepted(order));
            channel.write(garbage);
        });

        assertThat(obstacle(joanne.pay("Lily", "7"))).isInstanceOf(Obstacle.PayeeNonsense.class);
        assertThat(joanne.kept("open")).isEmpty();
    }

    @Test
    void lineWithoutAnEndEndsInACancellation() throws Exception {
        lilyDoes((channel, order, payee) -> channel.write("ACCEPTED#" + "x".repeat(5000)));

        assertThat(obstacle(joanne.pay("Lily", "7"))).isInstanceOf(Obstacle.PayeeNonsense.class);
    }

    @Test
    void givingUpEndsTheWaitWithADefiniteAnswer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        lilyListens(new AcceptancePolicy.Ask((order, patience) -> {
            asked.countDown();
            boolean answered = over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            return answered ? Consent.Answer.DECLINED : Consent.Answer.NONE;
        }));
        CompletableFuture<PaymentResult> payment = CompletableFuture.supplyAsync(() -> payUnchecked("Lily", "7"));
        asked.await();
        joanne.session().giveUp();

        assertThat(payment.get()).isEqualTo(new NotPaid(new Obstacle.GivenUp()));
        assertThat(joanne.session().isOpen()).isTrue();
        over.countDown();
    }

    @Test
    void withoutTheServerTheOrderStaysOpenUntilItIsCancelled() throws Exception {
        lilyDoes((channel, order, payee) -> {
            server.stop();
            channel.abort();
        });
        assertThat(joanne.pay("Lily", "7")).isInstanceOf(PaymentResult.Open.class);
        assertThat(joanne.kept("open")).hasSize(1);

        TestServer again = TestServer.with().folder(server.folder()).start();
        opened.add(again::stop);
        Person returned = opened.add(Person.connect(again, "Joanne", home));

        assertThat(returned.notices()).contains("earlier 7 open");
        OwnPayment left = returned.session().book().payments(1).getFirst();
        assertThat(returned.session().book().cancel(left.order().id()))
                .contains(new OwnPayment(left.order(), new PaymentState.Cancelled("")));
        assertThat(returned.kept("open")).isEmpty();
        returned.logIn(0, new AcceptancePolicy.All());
        assertThat(returned.balance()).isEqualTo(Person.amount("2000"));
    }

    private Person lilyListens(AcceptancePolicy policy) throws Exception {
        return opened.add(Person.listening(server, "Lily", policy, home));
    }

    private ScriptedPayee lilyDoes(ScriptedPayee.Script script) throws IOException {
        return opened.add(ScriptedPayee.online(server, "Lily", script));
    }

    private PaymentResult payUnchecked(String payee, String amount) {
        try {
            return joanne.pay(payee, amount);
        } catch (ConnectionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Obstacle obstacle(PaymentResult result) {
        assertThat(result).isInstanceOf(NotPaid.class);
        return ((NotPaid) result).obstacle();
    }

    private Receipt verified(Path file) throws IOException {
        ReceiptFile receiptFile = ReceiptFile.parse(Files.readString(file)).orElseThrow();
        Receipt receipt = receiptFile.receipt().orElseThrow();
        assertThat(new ReceiptVerifier(server.certificates().ca())
                        .failures(
                                receiptFile.ledger(),
                                receipt,
                                receiptFile.keys().orElseThrow()))
                .isEmpty();
        return receipt;
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
