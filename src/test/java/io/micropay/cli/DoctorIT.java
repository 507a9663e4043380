package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.client.IdentityFolder;
import io.micropay.client.ServerAddress;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.Password;
import io.micropay.crypto.PemFiles;
import io.micropay.money.AccountName;
import io.micropay.testing.FreePort;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `micropay doctor` finds, of a real server and real folders.
@Timeout(60)
class DoctorIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    @TempDir
    private Path home;

    private Path certs;

    @BeforeEach
    void makeAccount() throws IOException {
        certs = Files.createDirectory(home.resolve("certs"));
        Files.writeString(certs.resolve("ca.crt"), PemFiles.text(CERTIFICATES.ca()));
        TestCertificates.write(certs, "Joanne", CERTIFICATES.account("Joanne"));
    }

    private Invocation doctor(String... args) {
        List<String> all = new ArrayList<>(List.of("doctor"));
        all.addAll(Arrays.asList(args));
        all.addAll(List.of("--certs", certs.toString()));
        if (!all.contains("--data-dir")) {
            all.addAll(List.of("--data-dir", home.resolve("data").toString()));
        }
        String[] line = all.toArray(String[]::new);
        return Invocation.of(Main.commandLine(Map.of("HOME", home.toString()), line), line);
    }

    private Invocation doctorOf(int port, String... args) {
        return doctor(Stream.concat(Stream.of("127.0.0.1", Integer.toString(port)), Arrays.stream(args))
                .toArray(String[]::new));
    }

    private Path unusableDataFolder() throws IOException {
        return Files.writeString(home.resolve("file"), "");
    }

    @Test
    void allIsWellWhereItIs() throws IOException {
        int listening = FreePort.next();
        try (TestServer server = TestServer.start()) {
            server.newcomer("Joanne", "10").ask("EXIT");
            Invocation well = doctorOf(server.port(), "--name", "Joanne", "--listen", Integer.toString(listening));
            assertThat(well.err()).isEmpty();
            assertThat(well.exitCode()).isZero();
            assertThat(well.out().lines().toList())
                    .allSatisfy(line -> assertThat(line).startsWith("ok    "))
                    .anySatisfy(line -> assertThat(line).contains("Joanne       valid until 2"))
                    .anySatisfy(
                            line -> assertThat(line).contains("data         ").contains(" ms"))
                    .anySatisfy(line -> assertThat(line).contains("network      127.0.0.1:" + server.port()))
                    .anySatisfy(line ->
                            assertThat(line).contains("tls          its certificate is the CA's, names 127.0.0.1"))
                    .anySatisfy(line -> assertThat(line).contains("clock        not more than 5 s from the server's"))
                    .anySatisfy(line -> assertThat(line)
                            .contains("ledger       it serves ledger " + CERTIFICATES.ledgerId() + "; it offers "))
                    .anySatisfy(line ->
                            assertThat(line).contains("account      the server accepts the certificate of Joanne"))
                    .anySatisfy(line -> assertThat(line).contains("way back     port " + listening + " is free"));
        }
        assertThat(home.resolve("data")).doesNotExist();
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left).containsExactly(certs);
        }
    }

    /// The wallet of a person who has no other certificates.
    private Invocation doctorOfWallet(Map<String, String> environment, int port) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("HOME", home.toString());
        all.put("MICROPAY_CERTS", home.resolve("nowhere").toString());
        String[] line = {"doctor", "127.0.0.1", Integer.toString(port)};
        return Invocation.of(Main.commandLine(all, line), line);
    }

    /// Who has a wallet may be an operator too.
    @Test
    void whatIsNamedIsLookedAtAlsoWhereThereIsAWallet() throws Exception {
        IdentityFolder.of(
                        home.resolve(".config/micropay"),
                        AccountName.parse("Joanne").orElseThrow())
                .begin(new ServerAddress("127.0.0.1", 16_000), CERTIFICATES.ca());
        Map<String, String> environment = Map.of("HOME", home.toString(), "MICROPAY_CERTS", "nowhere");
        String[] line = {"doctor", "--data-dir", unusableDataFolder().toString()};

        Invocation doctor = Invocation.of(Main.commandLine(environment, line), line);

        assertThat(doctor.out()).containsPattern("fail  data +.*file is not a folder");
        assertThat(doctor.exitCode()).isEqualTo(1);
    }

    /// The home folder is the system's where the environment names none.
    @Test
    void walletIsFoundWithoutAHome() throws Exception {
        String usual = System.getProperty("user.home");
        IdentityFolder.of(
                        home.resolve(".config/micropay"),
                        AccountName.parse("Joanne").orElseThrow())
                .begin(new ServerAddress("127.0.0.1", 16_000), CERTIFICATES.ca());
        System.setProperty("user.home", home.toString());
        try {
            String[] line = {"doctor"};
            assertThat(Invocation.of(Main.commandLine(Map.of("MICROPAY_CERTS", "nowhere"), line), line)
                            .out())
                    .contains("warn  Joanne       the wallet's first run has not come to its end");
        } finally {
            System.setProperty("user.home", usual);
        }
    }

    @Test
    void ownWalletIsLookedAt() throws Exception {
        IdentityFolder wallet = IdentityFolder.of(
                home.resolve(".config/micropay"), AccountName.parse("Joanne").orElseThrow());
        try (TestServer server = TestServer.start()) {
            server.newcomer("Joanne", "10").ask("EXIT");
            wallet.begin(new ServerAddress("127.0.0.1", server.port()), CERTIFICATES.ca());
            assertThat(doctorOfWallet(Map.of(), server.port()).out())
                    .contains("warn  Joanne       the wallet's first run has not come to its end");

            wallet.keep(CERTIFICATES.account("Joanne").signingKey(), Password.of("tulip"));
            wallet.keep(CERTIFICATES.account("Joanne").certificate());
            assertThat(doctorOfWallet(Map.of(), server.port()).out())
                    .contains("; its key is under a password\n")
                    .contains("warn  account      not looked at: the key of Joanne is under a password")
                    .contains("data         " + home.resolve(".local/share/micropay"));
            Invocation well = doctorOfWallet(Map.of("MICROPAY_PASSWORD", "tulip"), server.port());
            assertThat(well.exitCode()).as(well.out()).isZero();
            assertThat(well.out())
                    .contains("ok    account      the server accepts the certificate of Joanne")
                    .doesNotContain("tulip");

            Files.setPosixFilePermissions(wallet.keyFile(), PosixFilePermissions.fromString("rw-r--r--"));
            Invocation wide = doctorOfWallet(Map.of(), server.port());
            assertThat(wide.exitCode()).isEqualTo(1);
            assertThat(wide.out()).contains("fail  Joanne       others can read the private key ");
        }
    }

    @Test
    void walletWithoutAPortIsPaidThroughTheServer() {
        try (TestServer server = TestServer.start()) {
            server.newcomer("Joanne", "10").ask("EXIT");
            assertThat(doctorOf(server.port(), "--name", "Joanne").out())
                    .contains("way back     no port to listen on: payments come through the server");
        }
    }

    @Test
    void openWalletIsLeftAlone() {
        try (TestServer server = TestServer.start();
                TestClient joanne = server.newcomer("Joanne", "10")) {
            Invocation invocation = doctorOf(server.port(), "--name", "Joanne", "--listen", "3000");
            assertThat(invocation.exitCode()).isZero();
            assertThat(invocation.out()).containsPattern("warn  way back +not looked at: another wallet is logged in");
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#10");
        }
    }

    @Test
    void newcomerIsToldToRegister() {
        try (TestServer server = TestServer.start()) {
            assertThat(doctorOf(server.port(), "--name", "Joanne").out())
                    .containsPattern("warn  way back +not looked at: Joanne cannot log in .*\\(register\\)");
        }
    }

    @Test
    void expiredCertificateFails() throws Exception {
        CERTIFICATES.writeAuthorityKeyTo(certs);
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-200));
        new CertificateFolder(certs, longAgo).issue("Lily", Optional.of(KeyKind.P256), Duration.ofDays(90));
        Invocation expired = doctor("--name", "Lily");
        assertThat(expired.exitCode()).isEqualTo(1);
        assertThat(expired.out())
                .containsPattern("fail  Lily +the certificate has expired on 2\\d{3}-.* \\(have it renewed\\)");
        assertThat(expired.err()).contains("micropay: error: 1 of ");
    }

    @Test
    void certificateThatEndsSoonIsAWarning() throws Exception {
        CERTIFICATES.writeAuthorityKeyTo(certs);
        new CertificateFolder(certs, Clock.systemUTC()).issue("Lily", Optional.of(KeyKind.P256), Duration.ofDays(3));
        Invocation soon = doctor("--name", "Lily");
        assertThat(soon.exitCode()).isZero();
        assertThat(soon.out()).containsPattern("warn  Lily +the certificate expires soon");
    }

    @Test
    void keyThatOthersCanReadFailsAndIsNotShown() throws IOException {
        Path key = certs.resolve("Joanne.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        Invocation wide = doctor();
        assertThat(wide.exitCode()).isEqualTo(1);
        assertThat(wide.out())
                .containsPattern("fail  Joanne +others can read the private key .* \\(chmod 600 .*Joanne.key\\)")
                .doesNotContain(Files.readAllLines(key).get(1));
    }

    @Test
    void keyOfAnotherFails() throws IOException {
        TestCertificates.write(certs, "Lily", CERTIFICATES.account("Lily"));
        Files.copy(certs.resolve("Lily.key"), certs.resolve("Joanne.key"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(doctor("--name", "Joanne").out()).containsPattern("fail  Joanne +.*Joanne.key is not the key of");
    }

    @Test
    void revokedKeyFails() throws IOException {
        Files.writeString(
                certs.resolve("revoked"),
                CERTIFICATES.account("Joanne").verificationKey().fingerprint().hex() + "\n");
        assertThat(doctor("--name", "Joanne").out()).containsPattern("fail  Joanne +the key is revoked");
    }

    @Test
    void accountThatIsNotHereFails() {
        assertThat(doctor("--name", "Lily").out())
                .containsPattern("fail  Lily +.*Lily.crt does not exist \\(micropay certs");
    }

    @Test
    void clocksThatAreMinutesApartAreAWarning() {
        assertThat(atClock(Duration.ofMinutes(-10)))
                .matches(invocation -> invocation.exitCode() == 0)
                .extracting(Invocation::out)
                .asString()
                .containsPattern("warn  clock +this machine's is (9|10) minutes ahead of the server's \\(set");
    }

    @Test
    void clocksThatAreDaysApartFail() {
        assertThat(atClock(Duration.ofDays(2).plusMinutes(1)))
                .matches(invocation -> invocation.exitCode() == 1)
                .extracting(Invocation::out)
                .asString()
                .containsPattern("fail  clock +this machine's is 2 days behind the server's \\(set");
    }

    private Invocation atClock(Duration offset) {
        try (TestServer server =
                TestServer.with().clock(Clock.offset(Clock.systemUTC(), offset)).start()) {
            return doctorOf(server.port());
        }
    }

    @Test
    void whereNobodyListensTheServerIsOutOfReach() throws IOException {
        Invocation nobody = doctorOf(FreePort.next());
        assertThat(nobody.exitCode()).isEqualTo(69);
        assertThat(nobody.out())
                .containsPattern("fail  network +127.0.0.1:\\d+ cannot be reached: .*\\(does the server run");
    }

    @Test
    void silentPortIsGivenUpInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            long start = System.nanoTime();
            Invocation given = doctorOf(silent.getLocalPort());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(given.exitCode()).isEqualTo(69);
            assertThat(given.out()).containsPattern("fail  server +127.0.0.1:\\d+ does not answer");
        }
    }

    @Test
    void serverOfAnotherAuthorityIsNotTrusted() {
        try (TestServer server =
                TestServer.with().certificates(TestCertificates.another()).start()) {
            Invocation distrusted = doctorOf(server.port());
            assertThat(distrusted.exitCode()).isEqualTo(1);
            assertThat(distrusted.out())
                    .containsPattern("fail  server +the server at .* is not of this wallet's ledger: its CA is ");
        }
    }

    @Test
    void revokedAccountIsToldByTheServer() {
        try (TestServer server = TestServer.start()) {
            server.revoke("Joanne");
            // The server notices within a second.
            await().untilAsserted(() -> {
                Invocation revoked = doctorOf(server.port(), "--name", "Joanne");
                assertThat(revoked.out()).containsPattern("fail  account +the server does not accept this key");
                assertThat(revoked.exitCode()).isEqualTo(1);
            });
        }
    }

    @Test
    void dataFolderThatIsNoneFails() throws IOException {
        Invocation none = doctor("--data-dir", unusableDataFolder().toString());
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.out()).containsPattern("fail  data +.*file is not a folder");
    }

    @Test
    void operatorSeesWhoHasTheLedgerWithoutDisturbingIt() throws IOException {
        CERTIFICATES.writeTo(certs);
        try (TestServer server = TestServer.start()) {
            Invocation invocation =
                    doctorOf(server.port(), "--data-dir", server.folder().toString());
            assertThat(invocation.err()).isEmpty();
            assertThat(invocation.out())
                    .containsPattern("ok    server +valid until")
                    .containsPattern("ok    revoked +no key is revoked")
                    .containsPattern("ok    ledger +.*ledger.db is in use by process "
                            + ProcessHandle.current().pid())
                    .containsPattern("ok    ledger log +0 MB")
                    .containsPattern("ok    ledger mode +only its owner");
            server.newcomer("Joanne", "10").close();
            server.stop();
            assertThat(doctor("--data-dir", server.folder().toString()).out())
                    .containsPattern("ok    ledger +.*ledger.db is in use by nobody");
        }
    }

    @Test
    void ledgerThatOthersCanReadIsAWarning() throws IOException {
        Path data = Files.createDirectory(home.resolve("data"));
        Path ledger = Files.writeString(data.resolve("ledger.db"), "");
        Files.setPosixFilePermissions(ledger, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwx---"));
        assertThat(doctor().out())
                .containsPattern("warn  ledger mode +others can read or write .*\\(chmod 600 .*ledger.db\\)")
                .containsPattern("warn  privacy +others can write to .*\\(chmod go-w ");
    }

    @Test
    void programsReadJson() throws IOException {
        Files.delete(certs.resolve("ca.crt"));
        Invocation invocation = doctor("--json");
        assertThat(invocation.exitCode()).isEqualTo(1);
        assertThat(invocation.out())
                .startsWith(
                        "{\"schema\":1,\"ok\":false,\"findings\":[{\"verdict\":\"ok\",\"subject\":\"java\",\"text\":\"Java ")
                .contains("{\"verdict\":\"fail\",\"subject\":\"ca\",\"text\":\"" + certs.resolve("ca.crt")
                        + " does not exist\",\"advice\":null}")
                .hasLineCount(1);
    }

    @Test
    void hostWithoutAPortIsWrongUsage() {
        assertThat(doctor("localhost").exitCode()).isEqualTo(2);
        assertThat(doctor("localhost", "0").exitCode()).isEqualTo(2);
    }
}
