package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.payment.Receipt;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A payment that has a name of its payer's choice is paid once, however often it is asked for.
class NamedPaymentsIT {

    private static final String HASH = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final AcceptancePolicy ALL = new AcceptancePolicy.All();

    @TempDir
    private Path home;

    private final PaymentId id = PaymentId.next();
    private TestServer server;
    private Person joanne;
    private final List<Person> payees = new ArrayList<>();

    @BeforeEach
    void joanneHasTen() throws Exception {
        server = TestServer.start();
        joanne = Person.of(server, "Joanne", "10", home);
    }

    @AfterEach
    void stop() {
        payees.forEach(Person::close);
        joanne.close();
        server.close();
    }

    private Person lilyListens() throws Exception {
        Person lily = Person.listening(server, "Lily", ALL, home);
        payees.add(lily);
        return lily;
    }

    private PaymentIntent tea(PaymentId id, String amount) {
        Memo memo = Memo.of("tea").orElseThrow();
        return new PaymentIntent(Person.name("Lily"), Person.amount(amount), memo, false)
                .named(Optional.of(id), Optional.empty());
    }

    private static Receipt receipt(PaymentResult result) {
        assertThat(result).isInstanceOf(PaymentResult.Paid.class);
        return ((PaymentResult.Paid) result).receipt();
    }

    private static Obstacle obstacle(PaymentResult result) {
        assertThat(result).isInstanceOf(PaymentResult.NotPaid.class);
        return ((PaymentResult.NotPaid) result).obstacle();
    }

    private void assertLeft(String balance) throws Exception {
        assertThat(joanne.balance()).isEqualTo(Amount.parse(balance).orElseThrow());
    }

    @Test
    void askedForAgainItIsToldAgain() throws Exception {
        Person lily = lilyListens();
        Receipt first = receipt(joanne.pay(tea(id, "3")));
        lily.close();

        assertThat(receipt(joanne.pay(tea(id, "3"))).proof()).isEqualTo(first.proof());
        assertThat(first.id()).isEqualTo(id);
        assertThat(joanne.kept("receipts")).hasSize(1);
        assertLeft("7");
    }

    @Test
    void walletThatHasForgottenItAsksTheLedger() throws Exception {
        lilyListens();
        Receipt first = receipt(joanne.pay(tea(id, "3")));
        joanne.close();
        joanne = Person.connect(server, "Joanne", home.resolve("another"));

        assertThat(joanne.session().speakFor(Person.name("Joanne"))).isTrue();
        assertThat(receipt(joanne.pay(tea(id, "3"))).proof()).isEqualTo(first.proof());
        assertThat(obstacle(joanne.pay(tea(id, "4")))).isInstanceOf(Obstacle.IdTaken.class);
        assertThat(joanne.kept("receipts")).hasSize(1);
    }

    @Test
    void nameOfAnotherPaymentIsRefused() throws Exception {
        lilyListens();
        Receipt first = receipt(joanne.pay(tea(id, "3")));

        assertThat(obstacle(joanne.pay(tea(id, "4"))))
                .isEqualTo(new Obstacle.IdTaken(first.order().orElseThrow()));
        assertLeft("7");
    }

    @Test
    void otherNameIsAnotherPayment() throws Exception {
        lilyListens();
        receipt(joanne.pay(tea(id, "3")));
        receipt(joanne.pay(tea(PaymentId.next(), "3")));

        assertLeft("4");
    }

    @Test
    void openOrderGoesOnAsItWasSigned() throws Exception {
        SignedOrder left = joanne.leavesOpen(tea(id, "3"), Duration.ofSeconds(10));
        lilyListens();
        assertThat(receipt(joanne.pay(tea(id, "3"))).order()).contains(left.order());
        assertThat(joanne.kept("open")).isEmpty();
        assertLeft("7");
    }

    @Test
    void orderThatAnotherWalletOfTheKeyHasPaidInsteadIsOver() throws Exception {
        joanne.leavesOpen(tea(id, "3"), Duration.ofSeconds(10));
        ServerAddress lilys = new ServerAddress("127.0.0.1", lilyListens().port());
        try (Person elsewhere = Person.connect(server, "Joanne", home.resolve("another"))) {
            elsewhere.session().speakFor(Person.name("Joanne"));
            PaymentResult there = elsewhere.pay(tea(id, "3").named(Optional.of(id), Optional.of(lilys)));

            assertThat(receipt(joanne.pay(tea(id, "3"))).proof())
                    .isEqualTo(receipt(there).proof());
            assertThat(joanne.kept("open")).isEmpty();
            assertThat(receipt(joanne.pay(tea(id, "3"))).proof())
                    .isEqualTo(receipt(there).proof());
            assertLeft("7");
        }
    }

    @Test
    void orderWhoseNameAnotherWalletOfTheKeyHasUsedOtherwiseIsOver() throws Exception {
        joanne.leavesOpen(tea(id, "3"), Duration.ofSeconds(10));
        ServerAddress lilys = new ServerAddress("127.0.0.1", lilyListens().port());
        try (Person elsewhere = Person.connect(server, "Joanne", home.resolve("another"))) {
            elsewhere.session().speakFor(Person.name("Joanne"));
            Receipt there = receipt(elsewhere.pay(tea(id, "4").named(Optional.of(id), Optional.of(lilys))));

            assertThat(obstacle(joanne.pay(tea(id, "3"))))
                    .isEqualTo(new Obstacle.IdTaken(there.order().orElseThrow()));
            assertThat(joanne.kept("open")).isEmpty();
            assertThat(joanne.session().book().payments(9))
                    .extracting(OwnPayment::state)
                    .containsExactly(new PaymentState.Lapsed());
            assertLeft("6");
        }
    }

    @Test
    void openOrderStaysOpenWhereThePayeeIsNotToBeHad() throws Exception {
        SignedOrder left = joanne.leavesOpen(tea(id, "3"), Duration.ofSeconds(10));
        Person.listening(server, "Lily", ALL, home).close();

        assertThat(joanne.pay(tea(id, "3")))
                .isEqualTo(new PaymentResult.Open(left.order(), new Obstacle.PayeeNotOnline()));
        assertThat(joanne.kept("open")).hasSize(1);
        try (TestClient other = server.greeted("Joanne")) {
            assertThat(other.ask("STATUS#" + id)).isEqualTo("NEVER_SEEN");
        }
    }

    @Test
    void orderThatHasExpiredIsLeftAloneUntilItIsOver() throws Exception {
        SignedOrder left = joanne.leavesOpen(tea(id, "3"), Duration.ofSeconds(310));
        lilyListens();
        assertThat(joanne.pay(tea(id, "3"))).isEqualTo(new PaymentResult.Open(left.order(), new Obstacle.StillOpen()));
        assertLeft("10");
    }

    @Test
    void orderThatIsOverIsSignedAnew() throws Exception {
        SignedOrder left = joanne.leavesOpen(tea(id, "3"), Duration.ofSeconds(390));
        lilyListens();
        Receipt receipt = receipt(joanne.pay(tea(id, "3")));

        assertThat(receipt.id()).isEqualTo(id);
        assertThat(receipt.order()).isNotEqualTo(Optional.of(left.order()));
        assertThat(receipt(joanne.pay(tea(id, "3"))).proof()).isEqualTo(receipt.proof());
        assertLeft("7");
    }

    @Test
    void lapsedOrderThatTheJournalHasClosedIsSignedAnew() throws Exception {
        joanne.leavesOpen(tea(id, "3"), Duration.ofSeconds(390));
        assertThat(joanne.session().book().payments(1))
                .extracting(OwnPayment::state)
                .containsOnly(new PaymentState.Lapsed());
        lilyListens();
        receipt(joanne.pay(tea(id, "3")));

        assertThat(joanne.session().book().payments(9))
                .extracting(OwnPayment::state)
                .containsExactly(new PaymentState.Committed());
    }

    @Test
    void whatWasCancelledStaysCancelled() throws Exception {
        Person closed = Person.listening(server, "Lily", new AcceptancePolicy.None("closed"), home);
        assertThat(obstacle(joanne.pay(tea(id, "3")))).isEqualTo(new Obstacle.Declined("closed"));
        closed.close();
        Person lily = Person.connect(server, "Lily", home);
        payees.add(lily);
        lily.logIn(0, ALL);
        assertThat(obstacle(joanne.pay(tea(id, "3")))).isEqualTo(new Obstacle.Declined("closed"));
        assertThat(joanne.session().book().payments(9))
                .extracting(OwnPayment::state)
                .containsExactly(new PaymentState.Cancelled("closed"));
        joanne.close();
        joanne = Person.connect(server, "Joanne", home.resolve("another"));
        joanne.logIn(0, ALL);
        assertThat(obstacle(joanne.pay(tea(id, "3")))).isEqualTo(new Obstacle.Cancelled());
        assertLeft("10");
    }

    /// Nothing is signed under a name of which the server does not say what became of it, and nobody is told that it
    /// was not paid.
    @ParameterizedTest
    @CsvSource({
        "TRANS FAIL#BUSY#come again, BUSY, the server does not say now what became of ",
        "230 FORMAT#what, UNTRUSTED, cannot be read: it may have been paid",
        // A deposit is signed by nobody, and is no payment of anybody's.
        "COMMITTED#1#@treasury#1#Joanne#01a1f85c-a7e3-7ca6-b5b8-c8e082ca588c###2026-11-28T00:00:00.000Z##" + HASH
                + "###" + HASH + "#" + HASH + "#AAAA, UNTRUSTED, cannot be read: it may have been paid"
    })
    void whatTheServerDoesNotSayIsNoNo(String answer, ConnectionException.Trouble trouble, String message)
            throws Exception {
        ConnectionException failure =
                catchThrowableOfType(ConnectionException.class, () -> earlierWhereStatusIs(answer));

        assertThat(failure).hasMessageContaining(message).hasMessageContaining(id.toString());
        assertThat(failure.trouble()).isEqualTo(trouble);
        assertThat(failure.hint()).contains("the same command again pays once at most");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEVER_SEEN", "REFUSED#EXPIRED", "220 AUTH_FAIL#no account has this key"})
    void whatWasNotPaidMayBeSigned(String answer) throws Exception {
        assertThat(earlierWhereStatusIs(answer)).isEmpty();
    }

    private Optional<PaymentResult> earlierWhereStatusIs(String answer) throws Exception {
        Wallet wallet = new Wallet(server.certificates().account("Joanne"), new WalletFolder(home.resolve("third")));
        try (TellingServer telling = TellingServer.start().answers("STATUS", answer);
                WalletSession session = WalletSession.open(telling.address(), wallet, new RecordedNotices(true))) {
            return session.earlier(tea(id, "3"));
        }
    }

    @Test
    void whatAnotherProcessPaysIsLeftToIt() throws Exception {
        SignedOrder left = joanne.leavesOpen(tea(id, "3"), Duration.ZERO);
        lilyListens();
        try (OrderJournal.OpenOrder held = joanne.wallet().journal().take(id).orElseThrow()) {
            assertThat(joanne.pay(tea(id, "3")))
                    .isEqualTo(new PaymentResult.Open(held.signed().order(), new Obstacle.InHand()));
            assertThat(held.signed()).isEqualTo(left);
            assertLeft("10");
        }
    }

    @Test
    void whoKnowsWhereThePayeeListensNeedsNoLogin() throws Exception {
        Person lily = lilyListens();
        try (Person script = Person.connect(server, "Joanne", home)) {
            ServerAddress lilys = new ServerAddress("127.0.0.1", lily.port());
            PaymentIntent there = tea(id, "3").named(Optional.of(id), Optional.of(lilys));
            assertThat(script.session().speakFor(Person.name("Lily"))).isFalse();
            assertThat(obstacle(script.pay(there))).isInstanceOf(Obstacle.NotLoggedIn.class);

            assertThat(script.session().speakFor(Person.name("joanne"))).isTrue();
            receipt(script.pay(there));
            assertLeft("7");
        }
    }
}
