package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.payment.CoSignedPayment;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import io.micropay.wire.ServerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Payments that a server tells a wallet of: true ones, and others.
class ToldPaymentsIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    private static CoSignedPayment payment;
    private static String toLily;
    private static String toBen;

    @TempDir
    private Path home;

    private final RecordedNotices notices = new RecordedNotices(true);
    private TellingServer server;
    private WalletSession lily;

    @BeforeAll
    static void joannePaysTwoPeople() {
        TestPayments payments = new TestPayments(CERTIFICATES);
        try (TestServer ledger = TestServer.start();
                TestClient joanne = ledger.newcomer("Joanne", "2000");
                TestClient lily = ledger.newcomer("Lily", "0");
                TestClient ben = ledger.newcomer("Ben", "0")) {
            payment = payments.sign(payments.order("Joanne", "10", "Lily"));
            toLily = proof(lily.ask(TestPayments.trans(payment)));
            toBen = proof(ben.ask(TestPayments.trans(payments.sign(payments.order("Joanne", "10", "Ben")))));
            joanne.leave();
        }
    }

    @BeforeEach
    void lilyLogsIn() throws Exception {
        server = TellingServer.start("events");
        lily = WalletSession.open(
                server.address(), new Wallet(CERTIFICATES.account("Lily"), new WalletFolder(home)), notices);
        lily.logIn(Person.name("Lily"), 0, false, new AcceptancePolicy.All());
    }

    @AfterEach
    void close() {
        lily.close();
        server.close();
    }

    @Test
    void paymentIsToldWithItsBalanceAndItsReceiptIsKept() throws Exception {
        server.tell("!PAID#" + toLily + "#110.5");

        await().untilAsserted(() -> assertThat(notices.lines()).contains("paid 10 by Joanne, has 110.5"));
        assertThat(receipts()).isEqualTo(1);
    }

    @Test
    void paymentIsToldOnce() throws Exception {
        server.tell("!PAID#" + toLily + "#10");
        server.tell("!PAID#" + toLily + "#10");
        awaitAllToldSoFar();

        assertThat(notices.lines()).containsOnlyOnce("paid 10 by Joanne, has 10");
    }

    /// The event may be heard before the answer is told.
    @Test
    void paymentInHandIsToldByItsSubmissionAlone() throws Exception {
        server.answers("TRANS", "TRANS OK#" + toLily);
        Wallet wallet = new Wallet(CERTIFICATES.account("Lily"), new WalletFolder(home));
        LedgerServer ledger = LedgerServer.connect(server.address(), wallet, ConnectionNotices.NONE, Waits.STANDARD);
        Submission submission = new Submission(wallet, ledger, notices);
        IncomingPayments incoming = new IncomingPayments(wallet, ledger, submission, notices);
        SignedOrder signed = new SignedOrder(payment.order(), payment.payerSignature());
        Decision.Accepted accepted = new Decision.Accepted(payment.payeeSignature());
        Optional<String> line = submission.submit(signed, accepted);
        incoming.paid(new ServerEvent.Paid(toLily, Person.amount("10")));
        assertThat(notices.lines()).noneMatch(told -> told.startsWith("paid"));
        try (Turn turn = new RequestDesk(wallet.requests(), ledger).begin(signed)) {
            submission.conclude(signed, accepted, CERTIFICATES.account("Joanne").verificationKey(), line, turn);
        }
        incoming.paid(new ServerEvent.Paid(toLily, Person.amount("10")));

        assertThat(notices.lines())
                .containsOnlyOnce("received 10 from Joanne")
                .containsOnlyOnce("then has 10")
                .noneMatch(told -> told.startsWith("paid"));
        assertThat(submission.takesNote(payment.order(), Person.amount("10"))).isFalse();
        ledger.connection().close();
    }

    /// The server tells it behind its answer, to those who listen.
    @Test
    void balanceThatIsToldIsWaitedForAndNotAsked() throws Exception {
        CompletableFuture<Void> concluded = submitted(true);
        await().untilAsserted(() -> assertThat(receipts()).isEqualTo(1));
        assertThat(concluded).isNotDone();
        server.tell("!PAID#" + toLily + "#10");

        concluded.join();
        assertThat(notices.lines()).containsSubsequence("received 10 from Joanne", "then has 10");
        assertThat(server.asked()).doesNotContain("BALANCE");
    }

    @Test
    void balanceThatIsNotToldIsAsked() throws Exception {
        submitted(true).join();

        assertThat(notices.lines()).containsSubsequence("received 10 from Joanne", "then has 42.5");
        assertThat(notices.lines()).noneMatch(told -> told.startsWith("paid"));
    }

    @Test
    void withoutEventsTheBalanceIsAskedAtOnce() throws Exception {
        submitted(false).join();

        assertThat(notices.lines()).containsSubsequence("received 10 from Joanne", "then has 42.5");
    }

    /// Has Lily's wallet submit the payment.
    ///
    /// @param listening whether it listens to events
    private CompletableFuture<Void> submitted(boolean listening) throws Exception {
        lily.close();
        server.close();
        server = TellingServer.start("events")
                .answers("TRANS", "TRANS OK#" + toLily)
                .answers("BALANCE", "BALANCE#42.5");
        Wallet wallet = new Wallet(CERTIFICATES.account("Lily"), new WalletFolder(home));
        LedgerServer ledger = LedgerServer.connect(server.address(), wallet, ConnectionNotices.NONE, ShortWaits.WAITS);
        Submission submission = new Submission(wallet, ledger, notices);
        IncomingPayments incoming = new IncomingPayments(wallet, ledger, submission, notices);
        if (listening) {
            ledger.connection().onEvent(event -> incoming.paid((ServerEvent.Paid) event));
        }
        SignedOrder signed = new SignedOrder(payment.order(), payment.payerSignature());
        Decision.Accepted accepted = new Decision.Accepted(payment.payeeSignature());
        Optional<String> line = submission.submit(signed, accepted);
        return CompletableFuture.runAsync(
                () -> conclude(submission, signed, accepted, line, new RequestDesk(wallet.requests(), ledger)),
                Thread::startVirtualThread);
    }

    private static void conclude(
            Submission submission,
            SignedOrder signed,
            Decision.Accepted accepted,
            Optional<String> line,
            RequestDesk requests) {
        try (Turn turn = requests.begin(signed)) {
            submission.conclude(signed, accepted, CERTIFICATES.account("Joanne").verificationKey(), line, turn);
        }
    }

    @Test
    void whatTheLedgerHasNotSignedIsNotBelieved() throws Exception {
        server.tell("!PAID#" + toLily.replaceFirst("#Joanne#10#", "#Joanne#1000#") + "#1000");
        server.tell("!PAID#" + toLily.substring(0, toLily.length() - 4) + "AAAA#10");
        server.tell("!PAID#" + toLily.replaceFirst("#Joanne#", "#Ben#") + "#10");
        server.tell("!PAID#" + toBen + "#10");
        awaitAllToldSoFar();

        assertThat(notices.lines()).noneMatch(line -> line.startsWith("paid"));
        assertThat(receipts()).isZero();
    }

    @Test
    void eventsOfLaterVersionsAndGarbledOnesAreLeftOut() throws Exception {
        for (String line : List.of("!", "!SALE#1", "!PAID", "!PAID#1#2", "!RELAYED#x#PENDING", "!ORDER#Joanne")) {
            server.tell(line);
        }
        server.tell("!PAID#" + toLily + "#10#of a later version");

        await().untilAsserted(() -> assertThat(notices.lines()).contains("paid 10 by Joanne, has 10"));
        assertThat(lily.isOpen()).isTrue();
    }

    @Test
    void serverWithoutEventsIsNotAskedForThem() throws Exception {
        assertThat(server.asked()).contains("EVENTS#ON");
        try (TellingServer plain = TellingServer.start("enrol");
                WalletSession session = WalletSession.open(
                        plain.address(),
                        new Wallet(CERTIFICATES.account("Ben"), new WalletFolder(home.resolve("Ben"))),
                        new RecordedNotices(true))) {
            session.logIn(Person.name("Ben"), 0, false, new AcceptancePolicy.All());

            assertThat(plain.asked()).contains("LOGIN#Ben#0").doesNotContain("EVENTS#ON");
        }
    }

    /// Events are handed on in order: when the wallet has asked for the key of one more payer, it is done with those
    /// before.
    private void awaitAllToldSoFar() throws IOException {
        server.tell("!PAID#" + toLily.replaceFirst("#Joanne#", "#Last#") + "#1");
        await().untilAsserted(() -> assertThat(server.asked()).contains("KEY#Last"));
    }

    private long receipts() throws IOException {
        if (!Files.isDirectory(home.resolve("receipts"))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(home.resolve("receipts"))) {
            return files.count();
        }
    }

    private static String proof(String answer) {
        assertThat(answer).startsWith("TRANS OK#");
        return answer.substring("TRANS OK#".length());
    }
}
