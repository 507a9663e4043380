package io.micropay.drills;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CertificateRequest;
import io.micropay.crypto.KeyKind;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedClient;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.PostgresServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestPayments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Canaries: secrets that can be told from everything else go through a server and two wallets that say all they can
/// say, and must not come out again, in no log and no flight recording.
@Drill
class SecretsIT {

    private static final String MEMO = "canary memo of a quiet payment";
    private static final String TITLE = "canary tea of a discreet shop";
    private static final String PASSWORD = "canary-correct-horse-battery-staple";
    private static final List<String> WALLETS = List.of("Joanne", "Lily");

    @TempDir
    private Path home;

    private final List<String> keys = new ArrayList<>();
    private String invitation = "";
    private String basketHash = "none yet";
    private String database = "";

    @BeforeEach
    void plant() throws Exception {
        Path certs = home.resolve("certs");
        TestCertificates.shared().writeTo(certs);
        TestCertificates.shared().writeAuthorityKeyTo(certs);
        for (String person : WALLETS) {
            TestCertificates.write(certs, person, TestCertificates.shared().account(person));
        }
        for (String name : List.of("ca", "server", "ledger", "Joanne", "Lily")) {
            List<String> pem = Files.readAllLines(certs.resolve(name + ".key")).stream()
                    .filter(line -> !line.startsWith("-----"))
                    .toList();
            keys.addAll(pem);
            byte[] key = Base64.getDecoder().decode(String.join("", pem));
            keys.add(Base64.getEncoder().encodeToString(key));
            keys.add(Base64Url.of(key).toString());
        }
        invitation = new CertificateFolder(certs, Clock.systemUTC())
                .invitations()
                .make(1)
                .getFirst();
        String administrator = PostgresServer.newLedger();
        String user = PostgresServer.newUser(PASSWORD);
        PostgresServer.execute(
                administrator, "ALTER SCHEMA " + PostgresServer.schema(administrator) + " OWNER TO " + user);
        database = administrator.replace("user=postgres", "user=" + user);
    }

    @Test
    void noneIsInTheLogForPeopleOrInARecordingWithOurSettings() throws Exception {
        PackagedServer.Builder server = server(
                        "text", Path.of("bench/micropay.jfc").toAbsolutePath().toString())
                .environment("MICROPAY_LEDGER_PASSWORD", PASSWORD);
        assertNothingComesOut(server);
    }

    /// The JDK's own settings record the environment: the password is in a file.
    @Test
    void noneIsInTheLogForProgramsOrInARecordingWithTheJdksSettings() throws Exception {
        Path file = Files.createFile(
                home.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, PASSWORD);
        assertNothingComesOut(server("json", "profile").options("--ledger-password-file", file.toString()));
    }

    private PackagedServer.Builder server(String format, String settings) {
        return PackagedServer.in(home)
                .jvm("-XX:StartFlightRecording:settings=" + settings + ",filename=" + home.resolve("server.jfr"))
                .options("-v", "--debug", "--log-format", format, "--ledger", database)
                .options("--enrol", "invite", "--opening-deposit-max", "100");
    }

    private void assertNothingComesOut(PackagedServer.Builder builder) throws Exception {
        Map<String, String> told = new TreeMap<>();
        try (PackagedServer server = builder.start()) {
            enroll(server);
            told.putAll(payFromWalletToWallet(server));
            buyDiscreetly(server);
            try (TestClient joanne = server.greeted("Joanne")) {
                assertThat(joanne.ask("garbled " + MEMO)).startsWith("230 FORMAT#");
                assertThat(joanne.ask("ENROLL#" + invitation + "#" + invitation))
                        .isNotEmpty();
            }
            assertThat(server.signal("TERM").awaitExit()).isZero();
            told.put("the server's output", server.output());
            told.put("the server's log", server.errors());
            assertThat(server.errors()).contains("Joanne just paid", "no certificate for", "Lily just sold");
        }
        for (String recorder : List.of("server", "Joanne", "Lily")) {
            String recording = textOf(home.resolve(recorder + ".jfr"));
            assertThat(recording.contains("micropay.Handshake"))
                    .as("the recording can be read")
                    .isTrue();
            told.put("the recording of " + recorder, recording);
        }
        told.forEach(
                (place, text) -> assertThat(secretsIn(place, text)).as(place).isEmpty());
    }

    /// A recording is long, and holds the command lines of all that runs on a machine: only what is found is shown.
    private List<String> secretsIn(String place, String text) {
        List<String> secrets = new ArrayList<>(keys);
        secrets.addAll(List.of(invitation, PASSWORD));
        if (!place.startsWith("the wallet")) {
            secrets.addAll(List.of(MEMO, TITLE, basketHash));
            secrets.addAll(List.of(TestPayments.memo(MEMO), TestPayments.memo(TITLE)));
        }
        return secrets.stream().filter(text::contains).toList();
    }

    /// An invitation that is good, and the same one when it is used up.
    private void enroll(PackagedServer server) {
        for (String answer : List.of("ENROLLED", "220 AUTH_FAIL")) {
            byte[] request = CertificateRequest.create("Stranger", KeyKind.P256.generate())
                    .encoded();
            try (TestClient stranger = server.connectWithoutCertificate()) {
                stranger.expect("Connection accepted!");
                assertThat(stranger.ask("ENROLL#" + Base64Url.of(request) + "#" + invitation))
                        .startsWith(answer);
            }
        }
    }

    /// @return all that the wallets said, where: the memo is for the people who use them
    private Map<String, String> payFromWalletToWallet(PackagedServer server) throws Exception {
        try (PackagedClient lily = wallet(server, "Lily", "--accept", "all");
                PackagedClient joanne = wallet(server, "Joanne")) {
            lily.type("register Lily 0\nlogin\n").expect("Hello Lily!");
            joanne.type("register Joanne 100\nlogin\npay Lily 1 " + MEMO + "\n");
            joanne.expect("-> OK! Server updated our payment.");
            lily.expect("-> Received 1 from Joanne");
            joanne.type("pay Lily 1000 " + MEMO + "\n");
            assertThat(joanne.exitCode()).as(joanne.errors()).isEqualTo(5);
            assertThat(lily.end().exitCode()).isZero();
            return Map.of(
                    "the wallet's output (Joanne)", joanne.output(),
                    "the wallet's errors (Joanne)", joanne.errors(),
                    "the wallet's output (Lily)", lily.output(),
                    "the wallet's errors (Lily)", lily.errors());
        }
    }

    /// What a shop has, and what somebody buys there, is between the two.
    private void buyDiscreetly(PackagedServer server) {
        TestPayments payments = new TestPayments(TestCertificates.shared());
        try (TestClient lily = server.greeted("Lily");
                TestClient joanne = server.greeted("Joanne")) {
            Load.logIn(lily, "Lily");
            Load.logIn(joanne, "Joanne");
            String menu = TestMenus.HEADER + "tea," + TITLE + "," + TITLE + ",1,9\n";
            assertThat(new TestMenus(TestCertificates.shared()).publish(lily, "Lily", menu))
                    .startsWith("100 OK#");
            assertThat(joanne.ask("BROWSE#Lily#1")).startsWith("MENU#1#1#");
            joanne.expect("tea#*");
            String quote = joanne.ask("BUY#Lily#tea:1");
            basketHash = quote.split("#", -1)[5];
            PaymentOrder order = TestPayments.forQuote(payments.order("Joanne", "1", "Lily"), quote);
            assertThat(lily.ask(TestPayments.trans(payments.sign(order)))).startsWith("TRANS OK#");
        }
    }

    private PackagedClient wallet(PackagedServer server, String name, String... more) throws IOException {
        String recording = "JAVA_TOOL_OPTIONS=-XX:StartFlightRecording:filename=" + home.resolve(name + ".jfr");
        List<String> options =
                new ArrayList<>(List.of("127.0.0.1", Integer.toString(server.port()), "--name", name, "--debug"));
        options.addAll(List.of(more));
        return PackagedClient.under(List.of("env", recording), home, options.toArray(String[]::new));
    }

    /// All events in words, and the file's bytes as they are.
    private static String textOf(Path recording) throws IOException {
        StringBuilder text = new StringBuilder(Files.readString(recording, ISO_8859_1));
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            text.append(event);
        }
        return text.toString();
    }
}
