package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.Identity;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import io.micropay.net.Deadlines;
import io.micropay.net.TlsConnection;
import io.micropay.net.TlsContext;
import io.micropay.net.Watchdog;
import io.micropay.payment.SignedText;
import io.micropay.testing.FreePort;
import io.micropay.testing.Opened;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Comes to a payee's port with orders good and bad, and with worse.
class BeingPaidIT {

    private static final Watchdog WATCHDOG = Watchdog.start(Deadlines.standard());

    @RegisterExtension
    private final Opened opened = new Opened();

    @TempDir
    private Path home;

    private final AtomicInteger questions = new AtomicInteger();
    private final CountDownLatch answering = new CountDownLatch(1);
    private volatile boolean patient;
    private TestServer server;
    private TestPayments payments;
    private Person lily;
    private int port;

    @BeforeEach
    void lilyListens() throws Exception {
        server = opened.add(TestServer.start());
        payments = new TestPayments(server.certificates());
        opened.add(Person.of(server, "Joanne", "2000", home));
        lily = opened.add(Person.connect(server, "Lily", home));
        lily.session().register(Person.name("Lily"), Amount.ZERO);
        port = FreePort.next();
        lily.logIn(port, new AcceptancePolicy.Ask((order, patience) -> {
            questions.incrementAndGet();
            if (patient) {
                boolean answered = answering.await(patience.toMillis(), TimeUnit.MILLISECONDS);
                return answered ? Consent.Answer.ACCEPTED : Consent.Answer.NONE;
            }
            return Consent.Answer.ACCEPTED;
        }));
    }

    @AfterEach
    void endEveryQuestion() {
        answering.countDown();
    }

    @Test
    void theSameOrderAgainGetsTheSameAnswerAndNoQuestion() throws Exception {
        String order = line(payments.order("Joanne", "10", "Lily"));

        List<String> first = answers("Joanne", order);
        List<String> again = answers("Joanne", order);

        assertThat(first).hasSize(3);
        assertThat(first.get(1)).startsWith("ACCEPTED#");
        assertThat(first.get(2)).startsWith("TRANS OK#");
        assertThat(again).isEqualTo(first);
        assertThat(questions).hasValue(1);
        assertThat(lily.balance()).isEqualTo(Person.amount("10"));
        assertThat(lily.notices()).filteredOn("received 10 from Joanne"::equals).hasSize(1);
    }

    @Test
    void orderIsDeclinedBeforeAnybodyIsAsked() throws Exception {
        PaymentOrder good = payments.order("Joanne", "10", "Lily");
        long now = System.currentTimeMillis();

        assertDeclined("the amount is zero", "Joanne", line(TestPayments.with(good, "amount", "0")));
        assertDeclined("the order has expired", "Joanne", line(expiring(good, now - 1_000)));
        assertDeclined("the order expires too far ahead", "Joanne", line(expiring(good, now + 930_000)));
        assertDeclined("this is not the payee", "Joanne", line(payments.order("Joanne", "10", "Ben")));
        assertDeclined("payer and payee are the same", "Lily", line(payments.order("Lily", "10", "Lily")));
        assertThat(questions).hasValue(0);
    }

    @Test
    void orderComesOverItsPayersOwnConnection() throws Exception {
        String order = line(payments.order("Joanne", "10", "Lily"));

        assertDeclined("this connection is not the payer's", "Mallory", order);
        assertDeclined("this connection is not the payer's", "Nobody", line(payments.order("Nobody", "10", "Lily")));
        assertThat(questions).hasValue(0);
    }

    @Test
    void orderIsSignedByItsPayerForThisLedger() throws Exception {
        PaymentOrder order = payments.order("Joanne", "10", "Lily");
        String forged = "the payer's signature does not verify";
        var ledger = server.certificates().ledgerId();

        assertDeclined(forged, "Joanne", line(order, signature("Mallory", SignedText.order(ledger, order))));
        PaymentOrder cheaper = TestPayments.with(order, "amount", "1");
        assertDeclined(forged, "Joanne", line(order, signature("Joanne", SignedText.order(ledger, cheaper))));
        var elsewhere = new Fingerprint("0".repeat(64));
        assertDeclined(forged, "Joanne", line(order, signature("Joanne", SignedText.order(elsewhere, order))));
        assertThat(questions).hasValue(0);
    }

    @Test
    void linesThatAreNoOrdersAreDeclinedInOneLine() throws Exception {
        for (String garbage : List.of(
                "",
                "HELLO#1",
                "ORDER",
                "ORDER#Joanne#10#Lily",
                "ACCEPTED#AAAA",
                "DECLINED#no",
                "\u0000\u001b[2J",
                line(payments.order("Joanne", "10", "Lily")) + "#more",
                "x".repeat(10_000))) {
            List<String> answers = answers("Joanne", garbage);
            assertThat(answers).as(garbage).hasSize(2);
            assertThat(answers.getLast()).startsWith("DECLINED#");
        }
    }

    @Test
    void silentAndHastyPeersDisturbNobody() throws Exception {
        try (TlsConnection silent = connect("Joanne")) {
            connect("Joanne").channel().abort();
            TlsConnection halfLine = connect("Joanne");
            halfLine.channel().write("ORDER#");
            halfLine.channel().abort();

            assertThat(answers("Joanne", line(payments.order("Joanne", "10", "Lily"))))
                    .last()
                    .asString()
                    .startsWith("TRANS OK#");
            assertThat(silent.channel().readLine()).isEqualTo("Connection accepted!");
        }
    }

    @Test
    void onePayerKeepsNoOtherAway() throws Exception {
        for (int i = 0; i < 12; i++) {
            TlsConnection idle = opened.add(connect("Joanne"));
            assertThat(idle.channel().readLine()).isEqualTo("Connection accepted!");
        }

        try (TlsConnection more = connect("Joanne");
                TlsConnection other = connect("Ben")) {
            assertThat(more.channel().readLine()).isEqualTo("DECLINED#too many connections");
            assertThat(other.channel().readLine()).isEqualTo("Connection accepted!");
        }
    }

    @Test
    void peopleAreAskedOnlySoManyThingsAtOnce() throws Exception {
        patient = true;
        List<CompletableFuture<List<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String order = line(payments.order("Joanne", "1", "Lily"));
            waiting.add(CompletableFuture.supplyAsync(() -> answersUnchecked(order), Thread::startVirtualThread));
        }
        await().until(() -> questions.get() == 8);

        assertDeclined("too many questions are open", "Joanne", line(payments.order("Joanne", "1", "Lily")));
        answering.countDown();
        for (CompletableFuture<List<String>> each : waiting) {
            assertThat(each.get().getLast()).startsWith("TRANS OK#");
        }
        assertThat(lily.balance()).isEqualTo(Person.amount("8"));
    }

    @Test
    void refusalOfTheServerIsPassedOnAsItIs() throws Exception {
        List<String> answers = answers("Joanne", line(payments.order("Joanne", "2000.5", "Lily")));

        assertThat(answers.getLast()).startsWith("TRANS FAIL#INSUFFICIENT#");
        assertThat(lily.kept("receipts")).isEmpty();
    }

    @Test
    void takenPortIsSaidBeforeTheLogin() throws Exception {
        try (Person ben = Person.connect(server, "Ben", home)) {
            ben.session().register(Person.name("Ben"), Amount.ZERO);

            assertThat(catchThrowable(() -> ben.logIn(port, new AcceptancePolicy.All())))
                    .isInstanceOf(BindException.class);
            assertThat(ben.session().account()).isEmpty();
        }
    }

    @Test
    void loginThatIsRefusedLeavesNobodyListening() throws Exception {
        int free = FreePort.next();
        try (Person stranger = Person.connect(server, "Stranger", home)) {
            stranger.logIn(free, new AcceptancePolicy.All());

            assertThat(stranger.session().account()).isEmpty();
            new ServerSocket(free).close();
        }
    }

    private void assertDeclined(String reason, String peer, String line) throws Exception {
        assertThat(answers(peer, line)).containsExactly("Connection accepted!", "DECLINED#" + reason);
    }

    private String line(PaymentOrder order) {
        return line(order, payments.sign(order).payerSignature());
    }

    private static String line(PaymentOrder order, Base64Url signature) {
        return "ORDER#" + order + "#" + signature;
    }

    private Base64Url signature(String signer, byte[] text) {
        return Base64Url.of(server.certificates().account(signer).signingKey().sign(text));
    }

    private static PaymentOrder expiring(PaymentOrder order, long millis) {
        return TestPayments.with(
                order, "expires", Timestamp.ofEpochMillis(millis).toString());
    }

    private TlsConnection connect(String peer) throws IOException {
        Identity identity = server.certificates().account(peer);
        Identity payee = server.certificates().account("Lily");
        return TlsConnection.connect("127.0.0.1", port, TlsContext.payer(identity, payee.verificationKey()), WATCHDOG);
    }

    /// All that the payee says to a peer who says this line.
    private List<String> answers(String peer, String line) throws Exception {
        List<String> answers = new ArrayList<>();
        try (TlsConnection connection = connect(peer)) {
            connection.channel().write(line);
            for (String answer = connection.channel().readLine();
                    answer != null;
                    answer = connection.channel().readLine()) {
                answers.add(answer);
            }
        }
        return answers;
    }

    private List<String> answersUnchecked(String line) {
        try {
            return answers("Joanne", line);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
