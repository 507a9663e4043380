package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import io.micropay.payment.CoSignedPayment;
import io.micropay.testing.Crowd;
import io.micropay.testing.CuttingProxy;
import io.micropay.testing.Drill;
import io.micropay.testing.PostgresServer;
import io.micropay.testing.ProofChain;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two servers on one ledger are one service: whoever comes to either of them meets the same accounts, the same people
/// and the same payments.
@Timeout(60)
class SharedLedgerIT {

    private static final int ROUNDS = 30;

    /// Servers tell each other every two seconds; the rest is for a busy machine.
    private static final Duration A_ROUND = Duration.ofSeconds(6);

    /// When a server that is gone must be off the list (protocol, and what operators are told).
    private static final Duration GONE_MAX = Duration.ofSeconds(15);

    /// So much of its silence need not be waited for: the database is told that it has passed.
    private static final Duration SILENT_BEFORE = Duration.ofSeconds(7);

    private final String ledger = PostgresServer.newLedger();
    private final CuttingProxy proxy = CuttingProxy.to(PostgresServer.port());
    private final TestServer one = TestServer.with().database(ledger).start();
    private final TestServer other =
            TestServer.with().database(proxy.url(ledger)).start();
    private final TestPayments payments = new TestPayments(TestCertificates.shared());

    @AfterEach
    void stop() {
        proxy.comeUp();
        one.close();
        other.close();
        proxy.close();
    }

    private String trans(String payer, String amount, String payee) {
        return TestPayments.trans(payments.sign(payments.order(payer, amount, payee)));
    }

    private static String proof(String answer) {
        assertThat(answer).startsWith("TRANS OK#");
        return answer.substring("TRANS OK#".length());
    }

    @Test
    void payerOfOneServerPaysAPayeeOfTheOther() {
        try (TestClient joanne = one.newcomer("Joanne", "100");
                TestClient lily = other.newcomer("Lily", "0")) {
            assertThat(joanne.ask("KEY#Lily")).startsWith("KEY#Lily#");
            PaymentOrder order = payments.order("Joanne", "30", "Lily");
            String proof = proof(lily.ask(TestPayments.trans(payments.sign(order))));

            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#70");
            assertThat(lily.ask("BALANCE")).isEqualTo("BALANCE#30");
            assertThat(joanne.ask("STATUS#" + order.id())).isEqualTo("COMMITTED#" + proof);
            assertThat(lily.ask("STATUS#" + order.id() + "#Joanne")).isEqualTo("COMMITTED#" + proof);
            assertThat(joanne.ask("CANCEL#" + order.id())).isEqualTo("COMMITTED#" + proof);
            assertThat(joanne.ask("HISTORY#0#1")).isEqualTo("1");
            assertThat(joanne.read()).isEqualTo("COMMITTED#" + proof);
        }
    }

    /// Orders are relayed by one server, payments are made by any.
    @Test
    void payeeOfTheOtherServerIsNotReachableThroughThisOne() {
        try (TestClient joanne = one.newcomer("Joanne", "100");
                TestClient lily = other.newcomer("Lily", "0");
                TestClient max = one.newcomer("Max", "0")) {
            assertThat(lily.ask("EVENTS#ON")).isEqualTo("100 OK");
            assertThat(max.ask("EVENTS#ON")).isEqualTo("100 OK");
            CoSignedPayment far = payments.sign(payments.order("Joanne", "1", "Lily"));
            assertThat(joanne.ask(TestPayments.relay(far))).isEqualTo("DECLINED#not reachable");

            CoSignedPayment near = payments.sign(payments.order("Joanne", "2", "Max"));
            assertThat(joanne.ask(TestPayments.relay(near))).isEqualTo("PENDING");
            max.expect("!ORDER#*");
            String proof = proof(max.ask(TestPayments.trans(near)));
            assertThat(max.read()).isEqualTo("!PAID#" + proof + "#2");
            assertThat(joanne.ask(TestPayments.relay(near))).isEqualTo("TRANS OK#" + proof);
        }
    }

    /// Also by a server that has not seen the payment being made.
    @Test
    void whatWasPaidBeforeSomebodyListensIsNoNews() {
        String line;
        try (TestClient joanne = one.newcomer("Joanne", "100");
                TestClient lily = other.newcomer("Lily", "0")) {
            line = trans("Joanne", "1", "Lily");
            assertThat(lily.ask(line)).startsWith("TRANS OK#");
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#99");
        }
        try (TestClient lily = one.greeted("Lily")) {
            assertThat(lily.askForStatus("LOGIN#Lily#0#TAKEOVER")).startsWith("1");
            assertThat(lily.ask("EVENTS#ON")).isEqualTo("100 OK");
            assertThat(lily.ask(line)).startsWith("TRANS OK#");
            assertThat(lily.ask("BALANCE")).isEqualTo("BALANCE#1");
            assertThat(lily.ask(trans("Joanne", "2", "Lily"))).startsWith("TRANS OK#");
            assertThat(lily.read()).startsWith("!PAID#").endsWith("#3");
        }
    }

    @Test
    void everybodyIsOnTheListWhereverTheyAre() {
        try (TestClient joanne = one.newcomer("Joanne", "100");
                TestClient lily = other.newcomer("Lily", "0");
                TestClient max = other.newcomer("Max", "0")) {
            List<String> people = List.of("Joanne#127.0.0.1#0", "Lily#127.0.0.1#0", "Max#127.0.0.1#0");
            assertThat(joanne.askForStatus("LIST").subList(1, 4)).isEqualTo(people);
            assertThat(lily.askForStatus("LIST").subList(1, 4)).isEqualTo(people);

            max.send("EXIT").expect("Bye").expectEnd();
            await().until(() -> joanne.askForStatus("LIST").size() == 3);
            assertThat(lily.askForStatus("LIST").subList(1, 3)).isEqualTo(people.subList(0, 2));
        }
    }

    @Test
    void oneLoginOverAllServers() {
        try (TestClient joanne = one.newcomer("Joanne", "100");
                TestClient elsewhere = other.greeted("Joanne")) {
            assertThat(elsewhere.ask("Joanne#2000")).isEqualTo("User already logged in!");

            joanne.send("EXIT").expect("Bye").expectEnd();
            await().until(() -> !elsewhere.ask("Joanne#2000").equals("User already logged in!"));
            assertThat(elsewhere.read()).isEqualTo("1");
            assertThat(elsewhere.read()).isEqualTo("Joanne#127.0.0.1#2000");
        }
    }

    @Test
    void takeoverEndsTheSessionOnTheOtherServer() {
        try (TestClient joanne = one.newcomer("Joanne", "100");
                TestClient elsewhere = other.greeted("Joanne")) {
            assertThat(elsewhere.askForStatus("LOGIN#Joanne#2000#TAKEOVER"))
                    .containsExactly("100", "Joanne#127.0.0.1#2000");

            Instant start = Instant.now();
            joanne.expectEnd();
            assertThat(Duration.between(start, Instant.now())).isLessThan(A_ROUND);
            joanne.leave();
            assertThat(elsewhere.askForStatus("LIST")).containsExactly("100", "Joanne#127.0.0.1#2000");
        }
    }

    @Test
    void ofTakeoversOnBothServersAtOnceOneStays() throws Exception {
        try (TestClient first = one.newcomer("Joanne", "100");
                TestClient second = one.greeted("Joanne");
                TestClient third = other.greeted("Joanne");
                TestClient lily = other.newcomer("Lily", "0")) {
            Crowd.<List<String>>atOnce(List.of(
                    () -> second.askForStatus("LOGIN#Joanne#2000#TAKEOVER"),
                    () -> third.askForStatus("LOGIN#Joanne#3000#TAKEOVER")));
            first.expectEnd();

            String entry = lily.askForStatus("LIST").get(1);
            assertThat(entry).isIn("Joanne#127.0.0.1#2000", "Joanne#127.0.0.1#3000");
            (entry.endsWith("2000") ? third : second).expectEnd();
            assertThat((entry.endsWith("2000") ? second : third).ask("BALANCE")).isEqualTo("BALANCE#100");
            assertThat(lily.askForStatus("LIST").get(1)).isEqualTo(entry);
        }
    }

    /// It is off the list for the others, says that it is busy, and comes back with all its people.
    @Drill
    @Test
    void serverThatLosesTheDatabaseLeavesTheListAndComesBack() {
        try (TestClient joanne = one.newcomer("Joanne", "100");
                TestClient lily = other.newcomer("Lily", "0")) {
            String trans = trans("Joanne", "1", "Lily");
            proxy.goDown();

            assertThat(lily.ask(trans)).startsWith("TRANS FAIL#BUSY#");
            assertThat(lily.ask("BALANCE")).startsWith("TRANS FAIL#BUSY#");
            assertThat(lily.ask("LIST")).startsWith("TRANS FAIL#BUSY#");
            assertThat(lily.ask("HELLO#1")).startsWith("TRANS FAIL#BUSY#");
            PostgresServer.execute(
                    ledger,
                    "UPDATE server SET seen_at = seen_at - " + SILENT_BEFORE.toMillis()
                            + " WHERE id = (SELECT server FROM login WHERE name = 'Lily')");
            await().atMost(GONE_MAX.minus(SILENT_BEFORE))
                    .until(() -> joanne.askForStatus("LIST").equals(List.of("100", "Joanne#127.0.0.1#0")));

            proxy.comeUp();
            await().atMost(A_ROUND)
                    .until(() -> joanne.askForStatus("LIST")
                            .equals(List.of("100", "Joanne#127.0.0.1#0", "Lily#127.0.0.1#0")));
            proof(lily.ask(trans));
        }
    }

    /// A login that has meanwhile been made elsewhere is the later one, and stays.
    @Drill
    @Test
    void loginMadeElsewhereWhileAServerWasSilentStays() {
        try (TestClient lily = other.newcomer("Lily", "0");
                TestClient elsewhere = one.greeted("Lily")) {
            proxy.goDown();
            PostgresServer.execute(ledger, "UPDATE server SET seen_at = 0 WHERE id IN (SELECT server FROM login)");
            await().until(() -> !elsewhere.ask("Lily#2000").equals("User already logged in!"));
            assertThat(elsewhere.read()).isEqualTo("1");
            assertThat(elsewhere.read()).isEqualTo("Lily#127.0.0.1#2000");

            proxy.comeUp();
            lily.expectEnd();
            assertThat(elsewhere.askForStatus("LIST")).containsExactly("0", "Lily#127.0.0.1#2000");
        }
    }

    @Test
    void serverThatStopsTakesItsPeopleOffTheListAtOnce() {
        try (TestClient joanne = one.newcomer("Joanne", "100")) {
            TestServer third = TestServer.with().database(ledger).start();
            TestClient lily = third.newcomer("Lily", "0");
            assertThat(joanne.askForStatus("LIST")).hasSize(3);

            third.close();

            assertThat(joanne.askForStatus("LIST")).containsExactly("100", "Joanne#127.0.0.1#0");
            lily.leave();
        }
    }

    /// The session of a login that was taken over lives on until its server hears of it: for that time two sessions
    /// may submit.
    @Test
    void samePaymentToBothServersAtOnceIsCommittedOnceWithOneProof() throws Exception {
        try (TestClient joanne = one.newcomer("Joanne", "100")) {
            other.newcomer("Lily", "0").leave();
            for (int round = 1; round <= 5; round++) {
                try (TestClient first = one.greeted("Lily");
                        TestClient second = other.greeted("Lily")) {
                    first.askForStatus("LOGIN#Lily#0#TAKEOVER");
                    second.askForStatus("LOGIN#Lily#0#TAKEOVER");
                    String trans = trans("Joanne", "1", "Lily");

                    List<String> answers =
                            Crowd.atOnce(List.<Callable<String>>of(() -> first.ask(trans), () -> second.ask(trans)));

                    assertThat(answers.getFirst()).startsWith("TRANS OK#").isEqualTo(answers.getLast());
                    assertThat(second.ask("BALANCE")).isEqualTo("BALANCE#" + round);
                }
            }
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#95");
            assertThat(joanne.ask("HISTORY#0#100")).isEqualTo("6");
        }
    }

    @Drill
    @Test
    void ofTwoWhoRegisterANameAtOnceOneGetsIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "Person" + round;
            try (TestClient first = one.greeted("One" + round);
                    TestClient second = other.greeted("Other" + round)) {
                List<String> answers = Crowd.atOnce(List.<Callable<String>>of(
                        () -> first.ask("REGISTER#" + name + "#5"), () -> second.ask("REGISTER#" + name + "#7")));

                assertThat(answers).containsExactlyInAnyOrder("100 OK", "210 FAIL#the name is taken");
                String balance = answers.getFirst().equals("100 OK") ? "5" : "7";
                TestClient winner = balance.equals("5") ? first : second;
                assertThat(winner.ask("BALANCE")).isEqualTo("BALANCE#" + balance);
                assertThat((winner == first ? second : first).ask("BALANCE")).startsWith("220 AUTH_FAIL#");
            }
        }
    }

    @Drill
    @Test
    void ofTwoAccountsForOneKeyAtOnceOneIsOpened() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String person = "Twin" + round;
            try (TestClient first = one.greeted(person);
                    TestClient second = other.greeted(person)) {
                List<String> answers = Crowd.atOnce(List.<Callable<String>>of(
                        () -> first.ask("REGISTER#" + person + "A#5"), () -> second.ask("REGISTER#" + person + "B#5")));

                assertThat(answers).containsExactlyInAnyOrder("100 OK", "210 FAIL#this key has an account");
                assertThat(first.ask("BALANCE")).isEqualTo("BALANCE#5");
                assertThat(second.ask("BALANCE")).isEqualTo("BALANCE#5");
            }
        }
    }

    @Test
    void nobodySpendsTheSameMoneyOnBothServers() throws Exception {
        try (TestClient joanne = one.newcomer("Joanne", "10");
                TestClient lily = one.newcomer("Lily", "0");
                TestClient max = other.newcomer("Max", "0")) {
            List<List<String>> answers = Crowd.atOnce(List.of(() -> collect(lily, "Lily"), () -> collect(max, "Max")));

            List<String> all = new ArrayList<>(answers.getFirst());
            all.addAll(answers.getLast());
            assertThat(all).filteredOn(answer -> answer.startsWith("TRANS OK#")).hasSize(10);
            assertThat(all)
                    .filteredOn(answer -> answer.startsWith("TRANS FAIL#INSUFFICIENT#"))
                    .hasSize(30);
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#0");
        }
    }

    private List<String> collect(TestClient payee, String name) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(payee.ask(trans("Joanne", "1", name)));
        }
        return answers;
    }

    @Test
    void anOrderIsCommittedOnOneServerOrCancelledOnTheOtherButNeverBoth() throws Exception {
        try (TestClient joanne = one.newcomer("Joanne", "1000");
                TestClient lily = other.newcomer("Lily", "0")) {
            int committed = 0;
            for (int round = 0; round < ROUNDS; round++) {
                PaymentOrder order = payments.order("Joanne", "1", "Lily");
                String trans = TestPayments.trans(payments.sign(order));
                CyclicBarrier start = new CyclicBarrier(2);
                // A payment takes longer to judge: so many questions before the cancellation let either be the first.
                int questions = round % 6;
                List<String> answers = Crowd.atOnce(List.of(
                        () -> lily.askTogether(start, 0, trans),
                        () -> joanne.askTogether(start, questions, "CANCEL#" + order.id())));
                String payment = answers.getFirst();
                String cancellation = answers.getLast();

                String status = payment.startsWith("TRANS OK#") ? "COMMITTED#" + proof(payment) : "CANCELLED";
                committed += payment.startsWith("TRANS OK#") ? 1 : 0;
                assertThat(payment).matches("TRANS OK#.*|TRANS FAIL#CANCELLED#.*");
                assertThat(cancellation).isEqualTo(status);
                assertThat(joanne.ask("STATUS#" + order.id())).isEqualTo(status);
            }
            assertThat(committed).as("both sides have won").isBetween(1, ROUNDS - 1);
            assertThat(lily.ask("BALANCE")).isEqualTo("BALANCE#" + committed);
        }
    }

    /// Numbers without gaps over both servers, each link over the one before, times of the database that never go back:
    /// one server's clock is an hour fast, the other's an hour slow.
    @Test
    void transfersOfBothServersAreOneChainInTheDatabasesTime() throws Exception {
        String hours = PostgresServer.newLedger();
        Instant now = Instant.now();
        try (TestServer fast = at(hours, now.plusSeconds(3_600));
                TestServer slow = at(hours, now.minusSeconds(3_600));
                TestClient joanne = fast.newcomer("Joanne", "1000");
                TestClient lily = slow.newcomer("Lily", "1000")) {
            Crowd.<Boolean>atOnce(
                    List.of(() -> receive(joanne, "Lily", "Joanne"), () -> receive(lily, "Joanne", "Lily")));

            Map<Long, String> links = new TreeMap<>();
            history(joanne).forEach(link -> links.put(ProofChain.seq(link), link));
            history(lily).forEach(link -> links.put(ProofChain.seq(link), link));
            ProofChain chain = new ProofChain(links.values());
            chain.check();
            assertThat(chain.links()).hasSize(2 + 2 * ROUNDS);
            assertThat(chain.links())
                    .allSatisfy(link -> assertThat(Timestamp.parse(link.split("#", -1)[7])
                                    .orElseThrow()
                                    .epochMillis())
                            .isBetween(now.toEpochMilli() - 1_000, Instant.now().toEpochMilli() + 1_000));
            for (TestClient client : List.of(joanne, lily)) {
                String clock = client.ask("HELLO#1").split("#", -1)[4];
                assertThat(Timestamp.parse(clock).orElseThrow().epochMillis())
                        .isBetween(now.toEpochMilli() - 1_000, Instant.now().toEpochMilli() + 1_000);
            }
        }
    }

    private static TestServer at(String ledger, Instant time) {
        return TestServer.with()
                .database(ledger)
                .clock(Clock.fixed(time, ZoneOffset.UTC))
                .start();
    }

    private boolean receive(TestClient payee, String payer, String name) {
        for (int i = 0; i < ROUNDS; i++) {
            proof(payee.ask(trans(payer, "1", name)));
        }
        return true;
    }

    private static List<String> history(TestClient client) {
        List<String> links = new ArrayList<>();
        int count = Integer.parseInt(client.ask("HISTORY#0#100"));
        for (int i = 0; i < count; i++) {
            links.add(ProofChain.link(client.read().replaceFirst("^COMMITTED#", "")));
        }
        return links;
    }
}
