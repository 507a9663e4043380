package io.micropay.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the systems before this one got wrong, found by running them: each a test, here or where it is named.
///
/// - a queued client that gives up kills the server: [WaitingIT], `two-workers.txt`
/// - balances without a lock: [RacesIT#moneyIsNeitherLostNorMade]
/// - a silent client is not closed: `net.DeadlinesIT`; a session that crashes takes others with it: [WaitingIT]
/// - signatures that prove nothing: [ForgeriesIT], `refusals-in-order.txt`
/// - a crash loses the money that was acknowledged: `drills.CrashIT`, `drills.DurabilityIT`
class PeersDefectsIT {

    private static final int REPLAYS = 2_001;

    @Test
    void messageReplayed2001TimesMovesTheMoneyOnce() throws Exception {
        try (TestServer server = TestServer.start();
                TestClient joanne = server.newcomer("Joanne", "2000");
                TestClient lily = server.newcomer("Lily", "0")) {
            TestPayments payments = new TestPayments(server.certificates());
            String trans = TestPayments.trans(payments.sign(payments.order("Joanne", "1", "Lily")));
            Thread sender = Thread.startVirtualThread(() -> {
                for (int i = 0; i < REPLAYS; i++) {
                    lily.send(trans);
                }
            });
            Set<String> answers = new HashSet<>();
            for (int i = 0; i < REPLAYS; i++) {
                answers.add(lily.read());
            }

            sender.join();
            assertThat(answers).hasSize(1).allMatch(answer -> answer.startsWith("TRANS OK#"));
            assertThat(lily.ask("BALANCE")).isEqualTo("BALANCE#1");
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#1999");
        }
    }

    @Test
    void negativeAmountDrainsNobody() {
        try (TestServer server = TestServer.start();
                TestClient mallory = server.newcomer("Mallory", "0");
                TestClient lily = server.newcomer("Lily", "1000")) {
            TestPayments payments = new TestPayments(server.certificates());
            String trans = TestPayments.trans(payments.sign(payments.order("Mallory", "500000", "Lily")));

            assertThat(lily.ask(trans.replace("#500000#", "#-500000#"))).startsWith("TRANS FAIL#AMOUNT#");
            assertThat(lily.ask(trans.replace("#500000#", "#five#"))).startsWith("TRANS FAIL#AMOUNT#");
            assertThat(lily.ask("BALANCE")).isEqualTo("BALANCE#1000");
            assertThat(mallory.ask("BALANCE")).isEqualTo("BALANCE#0");
        }
    }

    @Test
    void sessionThatIsNotThePayeesSubmitsNoPaymentBetweenOthers() {
        try (TestServer server = TestServer.start();
                TestClient joanne = server.newcomer("Joanne", "2000");
                TestClient lily = server.newcomer("Lily", "0");
                TestClient mallory = server.newcomer("Mallory", "0");
                TestClient notLoggedIn = server.greeted("Lily")) {
            TestPayments payments = new TestPayments(server.certificates());
            String trans = TestPayments.trans(payments.sign(payments.order("Joanne", "1000", "Lily")));

            for (TestClient session : List.of(mallory, notLoggedIn, joanne)) {
                assertThat(session.ask(trans)).startsWith("TRANS FAIL#NOT_PAYEE#");
            }
            assertThat(lily.ask("BALANCE")).isEqualTo("BALANCE#0");
        }
    }

    @Test
    void keyHasOneAccountAndAnAccountHasOneKey() {
        try (TestServer server = TestServer.start();
                TestClient joanne = server.newcomer("Joanne", "2000");
                TestClient lily = server.newcomer("Lily", "0");
                TestClient again = server.greeted("Joanne")) {
            assertThat(again.ask("REGISTER#Second#10")).startsWith("210 FAIL#");
            assertThat(joanne.ask("KEY#Joanne"))
                    .isNotEqualTo(lily.ask("KEY#Lily").replace("Lily", "Joanne"));
            assertThat(lily.ask("KEY#Joanne")).isEqualTo(joanne.ask("KEY#Joanne"));
        }
    }

    @Test
    void clientWithoutACertificateDisturbsNobody() {
        try (TestServer server = TestServer.start();
                TestClient lily = server.newcomer("Lily", "0");
                TestClient stranger = server.connectWithoutCertificate()) {
            stranger.expect("Connection accepted!");
            assertThat(stranger.ask("REGISTER#Stranger#5")).isEqualTo("220 AUTH_FAIL#certificate required");
            stranger.abort();

            assertThat(lily.ask("BALANCE")).isEqualTo("BALANCE#0");
            server.greeted("Joanne").close();
        }
    }

    @Test
    void connectionAfterAPlainTextClientIsServed() throws Exception {
        try (TestServer server = TestServer.start();
                Socket plain = dial(server)) {
            plain.getOutputStream().write("REGISTER#Joanne#2000\n".getBytes(UTF_8));
            assertThat(plain.getInputStream().readAllBytes())
                    .as("an alert, and the end")
                    .hasSize(7);

            server.greeted("Joanne").close();
        }
    }

    @Test
    void silentClientsKeepNobodyWaiting() throws Exception {
        try (TestServer server = TestServer.start();
                Socket silent = dial(server);
                Socket slow = dial(server)) {
            // The first bytes of a handshake that is never finished.
            slow.getOutputStream().write(new byte[] {22, 3, 1, 2});

            server.greeted("Joanne").close();
            assertThat(silent.isConnected()).isTrue();
        }
    }

    private static Socket dial(TestServer server) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        return socket;
    }

    @Test
    void accountNumber21IsAnAccount() {
        try (TestServer server = TestServer.start()) {
            List<TestClient> sessions = new ArrayList<>();
            for (int i = 1; i <= 25; i++) {
                sessions.add(server.newcomer("Person" + i, String.valueOf(i)));
            }
            assertThat(sessions.get(20).ask("BALANCE")).isEqualTo("BALANCE#21");
            assertThat(sessions.get(0).askForStatus("LIST")).hasSize(26);
            sessions.forEach(TestClient::close);
        }
    }

    @Test
    void amountThatIsNoNumberIsRefused() {
        try (TestServer server = TestServer.start();
                TestClient joanne = server.greeted("Joanne")) {
            for (String amount : List.of("lots", "", "1e9", "0x10", "\u0661", "NaN", "99999999999999999999", "1 ")) {
                assertThat(joanne.ask("REGISTER#Joanne#" + amount)).startsWith("230 FORMAT#");
            }
            assertThat(joanne.ask("REGISTER#Joanne#1")).isEqualTo("100 OK");
        }
    }

    @Test
    void accountNamedListerLogsIn() {
        try (TestServer server = TestServer.start();
                TestClient lister = server.greeted("Lister")) {
            lister.send("REGISTER#LISTER#5").expect("100 OK");
            assertThat(lister.askForStatus("LISTER#2000")).containsExactly("5", "LISTER#127.0.0.1#2000");
        }
    }

    @Test
    void waitingClientsCostNoProcessorTime() {
        try (TestServer server =
                        TestServer.with().workers(1).connectionsPerKeyMax(50).start();
                TestClient served = server.greeted("Joanne")) {
            List<TestClient> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(server.connect("Lily").expect("*", "Please wait until a thread is finished#" + i));
            }
            // The compiler and the collector may still be at work for other tests; who spins never comes to rest.
            await().until(() -> processorMillisOver(300) < 60);

            assertThat(served.ask("HELLO#1")).startsWith("HELLO#1#");
            waiting.forEach(TestClient::abort);
        }
    }

    private static long processorMillisOver(long millis) {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        await().pollDelay(millis, TimeUnit.MILLISECONDS).until(() -> true);
        return TimeUnit.NANOSECONDS.toMillis(system.getProcessCpuTime() - before);
    }

    /// That it also survives the end of the process at any moment, and of the machine, other tests show.
    @Test
    void restartLosesNoMoney(@TempDir Path folder) {
        TestServer before = TestServer.with().folder(folder).start();
        TestClient joanne = before.newcomer("Joanne", "2000");
        TestClient lily = before.newcomer("Lily", "0");
        TestPayments payments = new TestPayments(before.certificates());
        String trans = TestPayments.trans(payments.sign(payments.order("Joanne", "1000", "Lily")));
        String answer = lily.ask(trans);
        assertThat(answer).startsWith("TRANS OK#");
        before.stop();
        joanne.expectEnd();

        try (TestServer after = TestServer.with().folder(folder).start();
                TestClient joanneAgain = after.greeted("Joanne");
                TestClient lilyAgain = after.greeted("Lily")) {
            assertThat(joanneAgain.askForStatus("Joanne#0").getFirst()).isEqualTo("1000");
            assertThat(lilyAgain.askForStatus("Lily#0").getFirst()).isEqualTo("1000");
            assertThat(lilyAgain.ask(trans)).isEqualTo(answer);
            assertThat(joanneAgain.ask("REGISTER#Joanne#2000")).startsWith("210 FAIL#");
        }
    }
}
