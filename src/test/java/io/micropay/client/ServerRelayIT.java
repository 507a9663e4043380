package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micropay.client.PaymentResult.NotPaid;
import io.micropay.crypto.Fingerprint;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentOrder;
import io.micropay.payment.CoSignedPayment;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestPayments;
import io.micropay.wire.Response;
import io.micropay.wire.ServerEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both ends of the way through a server, with servers that do as they please.
class ServerRelayIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path home;

    private final TestPayments payments = new TestPayments(CERTIFICATES);
    private final RelayOutcomes outcomes = new RelayOutcomes();
    private final RecordedNotices notices = new RecordedNotices(true);
    private TellingServer telling;

    @BeforeEach
    void start() throws Exception {
        telling = TellingServer.start("events", "relay");
    }

    @AfterEach
    void close() {
        telling.close();
    }

    @Test
    void outcomeIsHeardWithoutAskingAgain() throws Exception {
        telling.answers("RELAY", "PENDING");
        SignedOrder signed = signed(payments.order("Joanne", "10", "Lily"));
        CompletableFuture<Obstacle> obstacle = relaying(signed, LONG);
        await().untilAsserted(() -> assertThat(notices.lines()).contains("sent 10"));
        Response outcome = new Response.Declined("no");
        outcomes.told(new ServerEvent.Relayed(
                payments.order("Joanne", "10", "Lily").id(), new Response.Declined("of another order")));
        outcomes.told(new ServerEvent.Relayed(signed.order().id(), outcome));

        assertThat(obstacle.get()).isEqualTo(new Obstacle.Declined("no"));
        assertThat(telling.asked())
                .filteredOn(line -> line.startsWith("RELAY#"))
                .hasSize(1);
    }

    @Test
    void outcomeThatIsNotToldIsAskedFor() throws Exception {
        telling.answers("RELAY", "PENDING", "TRANS FAIL#INSUFFICIENT#no money");

        assertThat(relaying(signed(payments.order("Joanne", "10", "Lily")), LONG))
                .as("long before the payer has lost patience")
                .succeedsWithin(LONG.dividedBy(3))
                .isEqualTo(new Obstacle.Refused("INSUFFICIENT", "no money"));
    }

    @Test
    void nobodyIsWaitedForWithoutAnEnd() throws Exception {
        telling.answers("RELAY", "PENDING");

        assertThat(relaying(signed(payments.order("Joanne", "10", "Lily")), Duration.ofSeconds(1))
                        .get())
                .isEqualTo(new Obstacle.PayeeVanished("nothing came within 1 s"));
    }

    @Test
    void serverThatGoesWhileAPaymentIsPendingLeavesADoubt() throws Exception {
        telling.answers("RELAY", "PENDING");
        CompletableFuture<Obstacle> obstacle = relaying(signed(payments.order("Joanne", "10", "Lily")), LONG);
        await().untilAsserted(() -> assertThat(notices.lines()).contains("sent 10"));
        telling.hangUp();

        assertThat(obstacle.get()).isEqualTo(new Obstacle.StillOpen());
    }

    @Test
    void serverWithoutRelayIsGivenNoOrder() throws Exception {
        try (TellingServer plain = TellingServer.start("events").answers("LIST", "5\n1\nLily#127.0.0.1#0");
                WalletSession joanne = session("Joanne", plain)) {
            joanne.logIn(Person.name("Joanne"), 0, false, new AcceptancePolicy.All());

            assertThat(joanne.pay(new PaymentIntent(Person.name("Lily"), Person.amount("1"), Memo.EMPTY, false)))
                    .isEqualTo(new NotPaid(new Obstacle.PayeeNotListening()));
            assertThat(plain.asked()).noneMatch(line -> line.startsWith("RELAY") || line.startsWith("CANCEL"));
        }
    }

    /// The server is believed no more than a stranger at the payee's port.
    @Test
    void relayedOrderIsJudgedBeforeAnybodyIsAsked() throws Exception {
        AtomicInteger questions = new AtomicInteger();
        telling.answers("DECLINED", "100 OK");
        try (WalletSession lily = session("Lily", telling)) {
            lily.logIn(Person.name("Lily"), 0, false, new AcceptancePolicy.Ask((order, patience) -> {
                questions.incrementAndGet();
                return Consent.Answer.ACCEPTED;
            }));
            Fingerprint ledger = CERTIFICATES.ledgerId();
            PaymentOrder forged = payments.order("Joanne", "10", "Lily");
            assertDeclined(
                    forged, payments.sign(forged, ledger, "Mallory", "Lily"), "the payer's signature does not verify");
            PaymentOrder others = payments.order("Joanne", "10", "Ben");
            assertDeclined(others, payments.sign(others), "this is not the payee");
            PaymentOrder late =
                    TestPayments.with(payments.order("Joanne", "10", "Lily"), "expires", "2020-01-01T00:00:00Z");
            assertDeclined(late, payments.sign(late), "the order has expired");

            assertThat(questions).hasValue(0);
            assertThat(telling.asked()).noneMatch(line -> line.startsWith("TRANS#"));
        }
    }

    @Test
    void payerOfAnOrderThatTheServerIsTooBusyForIsNotKeptWaiting() throws Exception {
        telling.answers("DECLINED", "100 OK").answers("TRANS", "TRANS FAIL#BUSY#try again");
        try (WalletSession lily = session("Lily", telling)) {
            lily.logIn(Person.name("Lily"), 0, false, new AcceptancePolicy.All());
            PaymentOrder order = payments.order("Joanne", "10", "Lily");

            assertDeclined(order, payments.sign(order), "the server is busy");
            await().untilAsserted(() -> assertThat(notices.lines()).contains("not received 10 BUSY"));
        }
    }

    @Test
    void onlySoManyOrdersAreAnsweredAtOnce() throws Exception {
        telling.answers("DECLINED", "100 OK");
        CountDownLatch over = new CountDownLatch(1);
        try (WalletSession lily = session("Lily", telling)) {
            lily.logIn(Person.name("Lily"), 0, false, new AcceptancePolicy.Ask((order, patience) -> {
                over.await();
                return Consent.Answer.DECLINED;
            }));
            PaymentOrder order = payments.order("Joanne", "10", "Lily");
            String line = "!ORDER#" + order + "#" + payments.sign(order).payerSignature();
            for (int i = 0; i < RelayedOrders.ORDERS_MAX; i++) {
                telling.tell(line);
            }
            assertDeclined(order, payments.sign(order), "too many orders at once");
            over.countDown();
            await().untilAsserted(() -> assertThat(telling.asked())
                    .filteredOn(asked -> asked.endsWith("#the payee declined"))
                    .hasSize(RelayedOrders.ORDERS_MAX));
        }
    }

    private void assertDeclined(PaymentOrder order, CoSignedPayment signed, String reason) throws Exception {
        telling.tell("!ORDER#" + order + "#" + signed.payerSignature());
        await().untilAsserted(() ->
                assertThat(telling.asked()).contains("DECLINED#" + order.payer() + "#" + order.id() + "#" + reason));
    }

    private WalletSession session(String name, TellingServer server) throws ConnectionException {
        Wallet wallet = new Wallet(CERTIFICATES.account(name), new WalletFolder(home.resolve(name)));
        return WalletSession.open(server.address(), wallet, notices);
    }

    private SignedOrder signed(PaymentOrder order) {
        Base64Url signature = payments.sign(order).payerSignature();
        return new SignedOrder(order, signature);
    }

    /// What stands in the way of a payment, in the end.
    private CompletableFuture<Obstacle> relaying(SignedOrder signed, Duration patience) throws ConnectionException {
        Wallet wallet = new Wallet(CERTIFICATES.account("Joanne"), new WalletFolder(home.resolve("Joanne")));
        LedgerServer server = LedgerServer.connect(telling.address(), wallet, ConnectionNotices.NONE, Waits.STANDARD);
        ServerRelay relay = new ServerRelay(server, outcomes, new Obstacle.PayeeNotListening(), patience);
        return CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(StoppedException.class, () -> relay.awaitProof(signed, notices))
                        .obstacle(),
                Thread::startVirtualThread);
    }
}
