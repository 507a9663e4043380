package io.micropay.drills;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.Chrony;
import io.micropay.testing.Drill;
import io.micropay.testing.Faketime;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server on a machine whose clock is wrong, or is set while it runs.
@Drill
class WrongClockIT {

    private static final String CLOCK_WRONG = "TRANS FAIL#BUSY#the server's clock is wrong";

    @TempDir
    private Path home;

    private final TestPayments payments = new TestPayments(TestCertificates.shared());

    @BeforeEach
    void requireTools() {
        Chrony.requireUsable();
    }

    private PackagedServer.Builder server() {
        return PackagedServer.in(home)
                .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .options("--opening-deposit-max", "100");
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(home.resolve(name));
    }

    private String newPayment() {
        return TestPayments.trans(payments.sign(payments.order("Joanne", "1", "Lily")));
    }

    private static void register(TestClient joanne, TestClient lily) {
        assertThat(joanne.ask("REGISTER#Joanne#100")).isEqualTo("100 OK");
        assertThat(lily.ask("REGISTER#Lily#0")).isEqualTo("100 OK");
        Load.logIn(lily, "Lily");
    }

    @Test
    void serverThatKnowsThatItsClockIsWrongDecidesNothing() throws Exception {
        String paid = newPayment();
        String proof;
        try (PackagedServer server = server().start();
                TestClient joanne = server.greeted("Joanne");
                TestClient lily = server.greeted("Lily")) {
            register(joanne, lily);
            proof = lily.ask(paid);
            assertThat(proof).startsWith("TRANS OK#");
        }
        try (Chrony chrony = Chrony.ahead(folder("chrony"), 40);
                PackagedServer server =
                        server().options("--ntp", chrony.address()).start();
                TestClient joanne = server.greeted("Joanne");
                TestClient lily = server.greeted("Lily")) {
            awaitInLog(server, "ERROR The clock is 40.", " s behind, says 127.0.0.1:");
            Load.logIn(lily, "Lily");

            assertThat(lily.ask(newPayment())).isEqualTo(CLOCK_WRONG);
            assertThat(joanne.ask("CANCEL#" + PaymentId.next())).isEqualTo(CLOCK_WRONG);
            assertThat(joanne.ask("STATUS#" + PaymentId.next())).isEqualTo(CLOCK_WRONG);
            assertThat(server.greeted("Gustavo").ask("REGISTER#Gustavo#0")).isEqualTo(CLOCK_WRONG);
            PaymentOrder order = payments.order("Joanne", "1", "Lily");
            Load.logIn(joanne, "Joanne");
            assertThat(joanne.ask(TestPayments.relay(payments.sign(order)))).isEqualTo(CLOCK_WRONG);

            assertThat(lily.ask(paid)).as("what was judged by a right clock").isEqualTo(proof);
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#99");
            assertThat(joanne.ask("HELLO#1")).startsWith("HELLO#1#");
            assertThat(joanne.send("HISTORY#0#1").read()).isEqualTo("1");
            assertThat(joanne.read()).startsWith("COMMITTED#");
        }
    }

    @Test
    void clockThatIsALittleOffIsTold() throws Exception {
        try (Chrony chrony = Chrony.ahead(folder("chrony"), -5);
                PackagedServer server =
                        server().options("--ntp", chrony.address()).start();
                TestClient joanne = server.greeted("Joanne");
                TestClient lily = server.greeted("Lily")) {
            awaitInLog(server, "WARN  The clock is ", " s ahead, says 127.0.0.1:");
            register(joanne, lily);
            assertThat(lily.ask(newPayment())).startsWith("TRANS OK#");
        }
    }

    @Test
    void paymentsStopWhenSomebodySetsTheClockWrongAndGoOnWhenItIsRight() throws Exception {
        Faketime time = Faketime.in(folder("time"), 0);
        try (Chrony chrony = Chrony.ahead(folder("chrony"), 0);
                PackagedServer server =
                        under(time).options("--ntp", chrony.address()).start();
                TestClient joanne = server.greeted("Joanne");
                TestClient lily = server.greeted("Lily")) {
            awaitInLog(server, "INFO  The clock is right: ");
            register(joanne, lily);
            assertThat(lily.ask(newPayment())).startsWith("TRANS OK#");

            time.set(7_200);
            await().until(() -> lily.ask(newPayment()).equals(CLOCK_WRONG));
            awaitInLog(server, "ERROR The clock is 7200.", " s ahead, says ");
            String refused = newPayment();
            assertThat(lily.ask(refused)).isEqualTo(CLOCK_WRONG);

            time.set(0);
            await().until(() -> lily.ask(refused).startsWith("TRANS OK#"));
        }
    }

    /// Nobody has been asked about the clock: sessions and their deadlines do not hang on it, and expiries follow it.
    @Test
    void sessionsOutliveAClockThatIsSet() throws Exception {
        Faketime time = Faketime.in(folder("time"), 0);
        try (PackagedServer server = under(time).start();
                TestClient joanne = server.greeted("Joanne");
                TestClient lily = server.greeted("Lily");
                TestClient writing = server.greeted("Gustavo")) {
            register(joanne, lily);
            writing.sendBytes("HEL".getBytes(UTF_8));
            assertThat(lily.ask(newPayment())).startsWith("TRANS OK#");

            time.set(-7_200);
            awaitStandingTime(joanne);
            payAndList(joanne, lily);
            for (Duration ahead : List.of(Duration.ofHours(2), Duration.ofDays(400))) {
                Instant far = Instant.now().plus(ahead).minusSeconds(60);
                time.set((int) ahead.toSeconds());
                await().until(() -> clockOf(joanne).instant().isAfter(far));
                payAndList(joanne, lily);
            }
            writing.send("LO#1").expect("HELLO#1#*");
            assertThat(server.errors()).doesNotContain("ERROR");
        }
    }

    private void payAndList(TestClient joanne, TestClient lily) {
        TestPayments there = new TestPayments(TestCertificates.shared(), clockOf(joanne));
        String payment = TestPayments.trans(there.sign(there.order("Joanne", "1", "Lily")));
        assertThat(lily.ask(payment)).startsWith("TRANS OK#");
        assertThat(lily.askForStatus("LIST")).contains("Lily#127.0.0.1#0");
    }

    /// The ledger's time never goes back: it stands still when the clock has been set back.
    private static void awaitStandingTime(TestClient client) {
        AtomicReference<Instant> before = new AtomicReference<>(Instant.MIN);
        await().until(() -> {
            Instant now = clockOf(client).instant();
            return now.equals(before.getAndSet(now));
        });
    }

    /// What the server's clock says, by its answer to `HELLO`.
    private static Clock clockOf(TestClient client) {
        String instant = client.ask("HELLO#1").split("#", -1)[4];
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    private PackagedServer.Builder under(Faketime time) {
        PackagedServer.Builder server = server();
        time.environment().forEach(server::environment);
        return server;
    }

    /// It is no different from one that is not there, and answers nothing for as long as a round lasts.
    @Test
    void silentNtpServerKeepsNobodyWaiting() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                PackagedServer server = server().options("--ntp", "127.0.0.1:" + silent.getLocalPort())
                        .start();
                TestClient joanne = server.greeted("Joanne");
                TestClient lily = server.greeted("Lily")) {
            register(joanne, lily);
            assertThat(lily.ask(newPayment())).startsWith("TRANS OK#");
            awaitInLog(
                    server, "WARN  Nobody knows whether the clock is right: 127.0.0.1:", ": no answer within 2000 ms");
            assertThat(lily.ask(newPayment())).startsWith("TRANS OK#");
        }
    }

    private static void awaitInLog(PackagedServer server, String... parts) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> server.errors()
                        .lines()
                        .anyMatch(line -> Arrays.stream(parts).allMatch(line::contains)));
    }
}
