package io.micropay.cli;

import static io.micropay.testing.TestDays.report;
import static io.micropay.testing.TestDays.settle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.CmsSigner;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.PemFiles;
import io.micropay.money.Sha256Text;
import io.micropay.testing.PostgresServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestDays;
import io.micropay.testing.TestServer;
import io.micropay.testing.TestServerBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way to change a settled day, in the ledger and beside it, and what is said of it.
class LedgerVerifySettlementsIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static final String SETTLED = "ok      1 settled day, as the server has signed and the transfers say\n";
    private static final String OTHERWISE =
            "another settlement of it is missing, and this ledger has signed the report on that: ";
    private static final String OPENED = "ok      their files at head office, opened with settle.key\n";

    @TempDir
    private Path home;

    private final TestDays days = new TestDays(CERTIFICATES);
    private LocalDate date = days.date();
    private Path data = Path.of("");
    private String ledger = "";
    private String database = "";
    private byte[] hash = {};
    private byte[] report = {};

    @BeforeEach
    void writeCertificates() throws Exception {
        CERTIFICATES.writeTo(home.resolve("certs"));
        data = Files.createDirectory(home.resolve("data"));
    }

    @Test
    void settledDaysInAFileAreVerified() throws Exception {
        ledger = data.resolve("ledger.db").toString();
        database = "jdbc:sqlite:" + ledger;
        settleDay(TestServer.with().folder(data), days::end);

        assertVerified();
        assertThat(verify(home.resolve("none")).out())
                .contains("-       1 settled day not looked at: that takes the CA of this ledger (--ca FILE)\n");
        assertWhatWasLookedAtIsSaid();
        assertDamagedCertificatesAreErrors();
        assertOneOfTheFoldersWillDo();
        assertNothingVerifiedIsClaimedOfAWrongLedger();
    }

    private void assertWhatWasLookedAtIsSaid() throws Exception {
        Path certs = home.resolve("certs");
        Path auditor = Files.createDirectory(home.resolve("auditor"));
        Files.copy(certs.resolve("ca.crt"), auditor.resolve("ca.crt"));
        assertThat(verify(auditor).out())
                .contains(SETTLED
                        + "-       their files are at head office, but were not opened: that takes settle.key\n");
        assertThat(verify(auditor, "--json").out()).contains("\"settled_days\":1,\"settled_files\":\"unopened\"");
        assertThat(verify(certs, "--json").out()).contains("\"settled_days\":1,\"settled_files\":\"opened\"");

        Path folder = data.resolve("settlements");
        Files.move(folder, data.resolve("elsewhere"));
        assertThat(verify(certs).out())
                .contains(SETTLED
                        + "-       their files not looked at: that takes head office's folder (--settlements DIR)\n");
        assertThat(verify(certs, "--json").out()).contains("\"settled_days\":1,\"settled_files\":\"unseen\"");
        Files.move(data.resolve("elsewhere"), folder);
    }

    private void assertDamagedCertificatesAreErrors() throws Exception {
        Path certs = home.resolve("certs");
        for (String name : List.of("settle.key", "settle.crt", "ca.crt")) {
            Path file = certs.resolve(name);
            String whole = Files.readString(file);
            Files.writeString(file, "damaged");
            assertNotVerified(verify(certs), file + " is not a PEM file");
            Files.writeString(file, whole);
        }
        Path other = Files.writeString(
                home.resolve("other.crt"),
                PemFiles.text(TestCertificates.another().ca()));
        assertNotVerified(verify(certs, "--ca", other.toString()), other + " is not the CA of this ledger");
        assertThat(verify(certs, "--ca", certs.resolve("ca.crt").toString()).out())
                .contains(SETTLED + OPENED);
    }

    private static void assertNotVerified(Invocation verified, String error) {
        assertThat(verified.err()).startsWith("micropay: error: " + error + "\n");
        assertThat(verified.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(verified.out()).isEmpty();
    }

    /// The day is at the server that took it.
    private void assertOneOfTheFoldersWillDo() throws Exception {
        Path certs = home.resolve("certs");
        String here = data.resolve("settlements").toString();
        String there = Files.createDirectory(data.resolve("another")).toString();
        assertThat(verify(certs, "--settlements", there, "--settlements", here).out())
                .contains(SETTLED + OPENED);
        assertThat(verify(certs, "--settlements", here, "--settlements", there).out())
                .contains(SETTLED + OPENED);
        assertThat(verify(certs, "--settlements", there).err())
                .contains("there is no " + there + "/lily/" + date + ".p7m\nmicropay: hint: name the folder of each ");
    }

    private void assertNothingVerifiedIsClaimedOfAWrongLedger() throws Exception {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE position SET balance = balance + 1");
        }
        assertThat(verify(home.resolve("certs"), "--json").out())
                .contains("\"ok\":false", "\"settled_days\":null,\"settled_files\":null");
    }

    @Test
    void settledDaysInADatabaseAreVerified() throws Exception {
        ledger = PostgresServer.newLedgerWithClock();
        database = ledger;
        date = days.date().minusDays(1);
        PostgresServer.setClock(ledger, Duration.ofDays(-1));
        days.clock().move(Duration.ofDays(-1));
        settleDay(TestServer.with().folder(data).database(ledger), () -> {
            PostgresServer.setClock(ledger, Duration.ZERO);
            days.clock().move(Duration.ofDays(1));
        });

        assertVerified();
    }

    /// A backup from before the day was settled is restored, and the merchant closes the day again with another file.
    @Test
    void dayThatIsSettledOtherwiseAfterARestoreIsFound() throws Exception {
        ledger = data.resolve("ledger.db").toString();
        Path backup = home.resolve("backup.db");
        String paid;
        TestServer server = start();
        try (TestClient lily = server.newcomer("Lily", "10");
                TestClient joanne = server.newcomer("Joanne", "100")) {
            paid = days.pay(lily, "Joanne", "3.5", "Lily", "");
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#96.5");
        } finally {
            server.stop();
        }
        Files.copy(data.resolve("ledger.db"), backup);
        days.end();
        closeDay(paid);
        Files.copy(backup, data.resolve("ledger.db"), StandardCopyOption.REPLACE_EXISTING);
        closeDay(paid, invented(paid));

        Path folder = data.resolve("settlements");
        Path setAside = folder.resolve("lily/" + date + "-report.p7m.untrue");
        assertWrong(date, OTHERWISE + setAside + "\n");
        Path later = Files.move(setAside, folder.resolve("lily/" + date + "-report.p7m.untrue-2"));
        assertWrong(date, OTHERWISE + later + "\n");
        Path kept = Files.createDirectories(home.resolve("kept/lily")).resolve(date + "-report.p7m");
        Files.move(later, kept);
        assertThat(verify().out()).contains(SETTLED + OPENED);
        assertThat(verify(
                                home.resolve("certs"),
                                "--settlements",
                                folder.toString(),
                                "--settlements",
                                home.resolve("kept").toString())
                        .err())
                .contains("the ledger is wrong: ", OTHERWISE + kept + "\n");
    }

    private TestServer start() throws Exception {
        return TestServer.with().folder(data).clock(days.clock()).start();
    }

    private void closeDay(String... rows) throws Exception {
        TestServer server = start();
        try (TestClient lily = server.greeted("Lily")) {
            lily.askForStatus("LOGIN#Lily#0");
            report(lily, settle(lily, date, days.sealed("Lily", days.csv("Lily", date, rows))));
        } finally {
            server.stop();
        }
    }

    /// Another payment of 7.5.
    private static String invented(String paid) {
        int last = paid.indexOf(',') - 1;
        return paid.substring(0, last)
                + (paid.charAt(last) == '0' ? '1' : '0')
                + paid.substring(last + 1).replace(",3.5,", ",7.5,");
    }

    /// A day with one payment that matches, one that its merchant forgot, and one that he made up.
    private void settleDay(TestServerBuilder builder, Runnable end) throws Exception {
        TestServer server = builder.clock(days.clock()).start();
        try (TestClient lily = server.newcomer("Lily", "10");
                TestClient joanne = server.newcomer("Joanne", "100")) {
            String paid = days.pay(lily, "Joanne", "3.5", "Lily", "");
            days.pay(lily, "Joanne", "2", "Lily", "forgotten");
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#94.5");
            end.run();
            String csv = days.csv("Lily", date, paid, invented(paid));
            report = report(lily, settle(lily, date, days.sealed("Lily", csv)));
            hash = HexFormat.of().parseHex(Sha256Text.of(csv.getBytes(UTF_8)));
        } finally {
            // Its folder is what is verified.
            server.stop();
        }
    }

    private Invocation verify() {
        return verify(
                home.resolve("certs"),
                "--settlements",
                data.resolve("settlements").toString());
    }

    private Invocation verify(Path certs, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--ledger", ledger, "--certs", certs.toString()));
        arguments.addAll(List.of(options));
        return Invocation.of(new LedgerVerifyCommand(), arguments.toArray(String[]::new));
    }

    private void assertVerified() throws Exception {
        assertThat(verify().err()).isEmpty();
        assertThat(verify().out()).contains(SETTLED + OPENED);

        byte[] otherHash = hash.clone();
        otherHash[0] ^= 1;
        assertWrongRow(date, otherHash, report, "its report is about another file");
        assertWrongRow(date.plusDays(1), hash, report, "its report is about another day");
        assertWrongRow(date, hash, Arrays.copyOf(report, report.length - 1), "its report is not true: ");
        assertWrongRow(date, hash, days.signed("Lily", csv()), "its report is not true: ");
        assertWrongRow(
                date,
                hash,
                signed(csv().replace(",5.5\n", ",5\n")),
                "its report says 5 in total, and the transfers 5.5");
        assertWrongRow(date, hash, signed(csv().replace(",1,1,1,0,", ",2,1,1,0,")), "its report counts 2 that matched");
        assertWrongRow(date, hash, signed(csv().replace(",,2,", ",,2.5,")), "its report names a payment that no ");

        Path folder = data.resolve("settlements/lily");
        Path reportFile = folder.resolve(date + "-report.p7m");
        byte[] untrue = signed(csv().replace(",7.5,", ",7,"));
        assertWrongRow(date, hash, untrue, OTHERWISE + reportFile);
        write(date, hash, untrue);
        Files.write(reportFile, untrue);
        assertUntrueFile(folder.resolve(date + ".p7m") + " is not the day's");
        write(date, hash, report);
        Files.write(reportFile, report);
        assertWrongFile(reportFile, signed(csv()));
        assertWrongFile(folder.resolve(date + ".p7m"), days.sealed("Lily", days.csv("Lily", date)));
        assertThat(verify().err()).isEmpty();
    }

    private String csv() throws Exception {
        return new String(
                new CmsVerifier(CERTIFICATES.ca()).verifyReport(report).content(), UTF_8);
    }

    /// As whoever has stolen settle.key could.
    private static byte[] signed(String csv) throws Exception {
        return new CmsSigner(CERTIFICATES.settlement()).sign(csv.getBytes(UTF_8), Instant.now());
    }

    private void assertWrongRow(LocalDate day, byte[] fileHash, byte[] signed, String problem) throws Exception {
        write(day, fileHash, signed);
        assertWrong(day, problem);
        write(date, hash, report);
    }

    private void write(LocalDate day, byte[] fileHash, byte[] signed) throws Exception {
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement update =
                        connection.prepareStatement("UPDATE settlement SET day = ?, file_hash = ?, report = ?")) {
            update.setString(1, day.toString());
            update.setBytes(2, fileHash);
            update.setBytes(3, signed);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private void assertWrongFile(Path file, byte[] other) throws Exception {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, other);
        assertUntrueFile(file + " is not the day's");
        Files.delete(file);
        assertUntrueFile("there is no " + file);
        Files.write(file, content);
    }

    private void assertWrong(LocalDate day, String problem) {
        assertError("the ledger is wrong", day, problem);
    }

    private void assertUntrueFile(String problem) {
        assertError("head office's files do not fit the ledger", date, problem);
    }

    private void assertError(String what, LocalDate day, String problem) {
        Invocation verified = verify();
        assertThat(verified.err())
                .matches(
                        "(?s)micropay: error: " + what + ": the settled day of account \\d+ \\(Lily " + day + "\\): .*")
                .contains(problem);
        assertThat(verified.exitCode()).isEqualTo(ExitCode.REFUSED);
    }
}
