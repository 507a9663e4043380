package io.micropay.server;

import static io.micropay.testing.TestDays.report;
import static io.micropay.testing.TestDays.settle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.OpenSsl;
import io.micropay.testing.PostgresServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestDays;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestServer;
import io.micropay.testing.TestServerBuilder;
import io.micropay.wire.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a merchant's day is settled, and what nobody can settle.
class SettlementIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    private static final String SETTLED_OTHERWISE = "210 FAIL#the day is settled already, with another file";

    private final TestDays days = new TestDays(CERTIFICATES);
    private TestServer server;
    private TestClient lily;
    private TestClient joanne;

    @BeforeEach
    void start() {
        server = TestServer.with().clock(days.clock()).start();
        lily = server.newcomer("Lily", "10");
        joanne = server.newcomer("Joanne", "100");
    }

    private void startAnew(TestServerBuilder builder) {
        stop();
        server = builder.clock(days.clock()).start();
        lily = server.newcomer("Lily", "10");
        joanne = server.newcomer("Joanne", "100");
    }

    @AfterEach
    void stop() {
        lily.close();
        joanne.close();
        server.close();
    }

    private String csvOf(byte[] report) throws Exception {
        return new String(
                new CmsVerifier(CERTIFICATES.ca()).verifyReport(report).content(), UTF_8);
    }

    private Path file(String name) {
        return folder().resolve(days.date() + name);
    }

    private Path folder() {
        return server.folder().resolve("settlements/lily");
    }

    private void assertNothingKept() {
        assertThat(server.folder().resolve("settlements")).doesNotExist();
    }

    /// What the merchant sends is refused with this reason, and the day stays open.
    private void assertRefused(byte[] sealed, String reason) {
        assertThat(settle(lily, days.date(), sealed)).startsWith("210 FAIL#" + reason);
        assertNothingKept();
    }

    @Test
    void dayIsReconciledPaymentByPayment() throws Exception {
        days.leave(Duration.ofHours(1));
        String first = days.pay(lily, "Joanne", "3.5", "Lily", "");
        String forgotten = days.pay(lily, "Joanne", "2", "Lily", "tea");
        String wrong = days.pay(lily, "Joanne", "5", "Lily", "");
        days.pay(joanne, "Lily", "1", "Joanne", "not a refund");
        String refund = days.pay(joanne, "Lily", "1.5", "Joanne", "refund:" + first.substring(0, 36))
                .replace(",1.5,", ",-1.5,");
        String invented = first.replace(first.substring(0, 8), "0196ffff");
        days.leave(Duration.ofMillis(1));
        String last = days.pay(lily, "Joanne", "0.25", "Lily", "");
        days.end();
        String tomorrows = days.pay(lily, "Joanne", "7", "Lily", "");

        String csv = days.csv("Lily", first, wrong.replace(",5,", ",4,"), refund, invented, last);
        byte[] sealed = days.sealed("Lily", csv);
        String answer = settle(lily, days.date(), sealed);

        assertThat(answer).startsWith("SETTLED#" + days.date() + "#3#1#1#1#9.25#");
        byte[] report = report(lily, answer);
        assertThat(csvOf(report))
                .isEqualTo("micropay-settlement-report,1,%s,Lily,%s\n"
                                .formatted(CERTIFICATES.ledgerId().hex(), days.date())
                        + "file,matched,missing,extra,mismatched,total\n"
                        + Block.of(csv.getBytes(UTF_8)).sha256() + ",3,1,1,1,9.25\n"
                        + "finding,id,order,amount,committed_at,filed_order,filed_amount,filed_committed_at\n"
                        + "mismatched," + wrong.strip() + ","
                        + wrong.strip().substring(37).replace(",5,", ",4,") + "\n"
                        + "extra," + invented.substring(0, 36) + ",,,,"
                        + invented.strip().substring(37) + "\n"
                        + "missing," + forgotten.strip() + ",,,\n");
        assertThat(tomorrows).contains(days.date().plusDays(1).toString());
        assertThat(Files.readAllBytes(file(".p7m"))).isEqualTo(sealed);
        assertThat(Files.readAllBytes(file("-report.p7m"))).isEqualTo(report);
    }

    /// A stranger could fill the disk with days that never were, and with payments that nobody made.
    @Test
    void whatALedgerKnowsNothingOfTakesNoRoom() throws Exception {
        days.end();
        String[] invented = IntStream.range(0, 101)
                .mapToObj(i -> "0196ffff-0000-7000-8000-%012d,,1,%sT08:00:00.000Z\n".formatted(i, days.date()))
                .toArray(String[]::new);

        assertRefused(days.sealed("Lily", days.csv("Lily", invented)), "the file and the ledger differ in more than ");
        assertThat(lily.ask("SETTLE#" + days.date().minusDays(401) + "#" + Block.of(new byte[1])))
                .isEqualTo("210 FAIL#the day is more than 400 days ago");
        String hundred = days.csv("Lily", Arrays.copyOf(invented, 100));
        assertThat(settle(lily, days.date(), days.sealed("Lily", hundred))).contains("#0#0#100#0#0#");
        assertThat(folder()).isDirectoryContaining("glob:**.p7m");
    }

    @Test
    void dayEndsWithItsLastMillisecond() throws Exception {
        days.leave(Duration.ofMillis(1));
        String last = days.pay(lily, "Joanne", "1", "Lily", "");
        assertThat(last).endsWith("T23:59:59.999Z\n");
        assertThat(lily.ask("SETTLE#" + days.date() + "#" + Block.of(new byte[1])))
                .isEqualTo("210 FAIL#the day is not over (days are in UTC)");
        days.end();
        String first = days.pay(lily, "Joanne", "2", "Lily", "");
        assertThat(first).endsWith("T00:00:00.000Z\n");

        String answer = settle(lily, days.date(), days.sealed("Lily", days.csv("Lily", last)));

        assertThat(answer).startsWith("SETTLED#" + days.date() + "#1#0#0#0#1#");
        report(lily, answer);
        days.leave(Duration.ofDays(-1));
        String next = settle(
                lily,
                days.date().plusDays(1),
                days.sealed("Lily", days.csv("Lily", days.date().plusDays(1), first)));
        assertThat(next).startsWith("SETTLED#" + days.date().plusDays(1) + "#1#0#0#0#2#");
    }

    @Test
    void dayIsSettledForAsLongAsItIsSaid() {
        LocalDate last = days.date().minusDays(400);
        days.leave(Duration.ofMillis(1));
        String answer = settle(lily, last, days.sealed("Lily", days.csv("Lily", last)));
        assertThat(answer).startsWith("SETTLED#" + last + "#0#0#0#0#0#");
        report(lily, answer);

        days.end();

        assertThat(lily.ask("SETTLE#" + last + "#" + Block.of(new byte[1])))
                .isEqualTo("210 FAIL#the day is more than 400 days ago");
    }

    /// Whoever reads a report has no other clock to go by.
    @Test
    void reportIsSignedAtTheLedgersTime() throws Exception {
        days.leave(Duration.ofDays(-2).minusMillis(500));

        byte[] report = report(lily, settle(lily, days.date(), days.sealed("Lily", days.csv("Lily"))));

        assertThat(new CmsVerifier(CERTIFICATES.ca()).verifyReport(report).signedAt())
                .isEqualTo(days.date().plusDays(3).atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    @Test
    void saleIsFiledUnderItsOrder() {
        new TestMenus(CERTIFICATES).publish(lily, "Lily", TestMenus.HEADER + "tea,,Tea,2,5\n");
        String[] quote = joanne.ask("BUY#Lily#tea:1").split("#", -1);
        String sale = days.pay(lily, "Joanne", "2", "Lily", "order:" + quote[1] + ":" + quote[5]);
        assertThat(sale).contains("," + quote[1] + ",2,");
        days.end();

        String answer = settle(lily, days.date(), days.sealed("Lily", days.csv("Lily", sale)));

        assertThat(answer).startsWith("SETTLED#" + days.date() + "#1#0#0#0#2#");
    }

    @Test
    void refundOfEarlierDaysIsOneOnlyWithinWhatIsLeft() throws Exception {
        days.leave(Duration.ofHours(1));
        String original = days.pay(lily, "Joanne", "3", "Lily", "").substring(0, 36);
        days.pay(joanne, "Lily", "2", "Joanne", "refund:" + original);
        days.end();
        String tooMuch = days.pay(joanne, "Lily", "1.5", "Joanne", "refund:" + original);
        String rest =
                days.pay(joanne, "Lily", "1", "Joanne", "refund:" + original).replace(",1,", ",-1,");
        String back = days.pay(joanne, "Lily", "4", "Joanne", "").substring(0, 36);
        days.pay(lily, "Joanne", "4", "Lily", "refund:" + back);
        days.leave(Duration.ofDays(-1));

        String csv = days.csv("Lily", days.date().plusDays(1), rest);
        String answer = settle(lily, days.date().plusDays(1), days.sealed("Lily", csv));

        assertThat(answer).as(tooMuch).startsWith("SETTLED#" + days.date().plusDays(1) + "#1#0#0#0#-1#");
    }

    @Test
    void sameFileAgainGetsSameReportAndAnotherNone() throws Exception {
        String paid = days.pay(lily, "Joanne", "1", "Lily", "");
        days.end();
        assertSettledOnce(days.date(), days.csv("Lily", paid));
    }

    /// The clock is the database's, and so the day is one that is over by it.
    @Test
    void serversOfOneDatabaseSettleDayOnce() throws Exception {
        startAnew(TestServer.with().database(PostgresServer.newLedger()));
        LocalDate yesterday = days.date().minusDays(1);
        assertSettledOnce(yesterday, days.csv("Lily", yesterday));
    }

    /// The clock is the database's: it is yesterday until all is paid.
    @Test
    void serversOfOneDatabaseFindTheSameInADayOfSales() throws Exception {
        String ledger = PostgresServer.newLedgerWithClock();
        PostgresServer.setClock(ledger, Duration.ofDays(-1));
        days.clock().move(Duration.ofDays(-1));
        startAnew(TestServer.with().database(ledger));
        LocalDate yesterday = days.date().minusDays(1);
        String first = days.pay(lily, "Joanne", "3.5", "Lily", "");
        String forgotten = days.pay(lily, "Joanne", "2", "Lily", "tea");
        String wrong = days.pay(lily, "Joanne", "5", "Lily", "");
        String refund = days.pay(joanne, "Lily", "1.5", "Joanne", "refund:" + first.substring(0, 36))
                .replace(",1.5,", ",-1.5,");
        String invented = first.replace(first.substring(0, 8), "0196ffff");
        PostgresServer.setClock(ledger, Duration.ZERO);
        days.clock().move(Duration.ofDays(1));
        assertThat(days.pay(lily, "Joanne", "7", "Lily", "")).doesNotContain(yesterday.toString());
        String csv = days.csv("Lily", yesterday, first, wrong.replace(",5,", ",4,"), refund, invented);

        String answer = settle(lily, yesterday, days.sealed("Lily", csv));

        assertThat(answer).startsWith("SETTLED#" + yesterday + "#2#1#1#1#9#");
        byte[] report = report(lily, answer);
        assertThat(csvOf(report))
                .contains("\nmismatched," + wrong.substring(0, 36))
                .contains("\nextra," + invented.substring(0, 36))
                .contains("\nmissing," + forgotten.substring(0, 36));
        try (TestServer other = TestServer.with().database(ledger).start();
                TestClient lilyToo = other.greeted("Lily")) {
            lilyToo.send("LOGIN#Lily#0#TAKEOVER").readStatus();
            String allRight = days.csv("Lily", yesterday, first, forgotten, wrong, refund);
            assertThat(settle(lilyToo, yesterday, days.sealed("Lily", allRight)))
                    .isEqualTo(SETTLED_OTHERWISE);
            assertThat(settle(lilyToo, yesterday, days.sealed("Lily", csv))).isEqualTo(answer);
            assertThat(report(lilyToo, answer)).isEqualTo(report);
            assertThat(other.folder().resolve("settlements/lily/" + yesterday + "-report.p7m"))
                    .hasBinaryContent(report);
        }
    }

    private void assertSettledOnce(LocalDate date, String csv) throws Exception {
        String answer = settle(lily, date, days.sealed("Lily", csv));
        byte[] report = report(lily, answer);
        days.clock().move(Duration.ofMinutes(5));

        assertThat(settle(lily, date, days.sealed("Lily", csv))).isEqualTo(answer);
        assertThat(report(lily, answer)).isEqualTo(report);

        String another = csv + "01956f3a-5c1e-7a3b-8c4d-0123456789ab,,3.5,2026-05-01T08:00:00.000Z\n";
        assertThat(settle(lily, date, days.sealed("Lily", another))).isEqualTo(SETTLED_OTHERWISE);
        assertThat(settle(lily, date, days.sealed("Lily", csv.replace("\n", "\r\n"))))
                .isEqualTo(SETTLED_OTHERWISE);
        assertThat(Files.readAllBytes(server.folder().resolve("settlements/lily/" + date + "-report.p7m")))
                .isEqualTo(report);
    }

    @Test
    void sameFileMakesUpForWhatIsMissingAtHeadOffice() throws Exception {
        days.end();
        String csv = days.csv("Lily");
        String answer = settle(lily, days.date(), days.sealed("Lily", csv));
        byte[] report = report(lily, answer);
        Files.delete(file("-report.p7m"));

        Files.delete(file(".p7m"));

        byte[] again = days.sealed("Lily", csv);
        assertThat(settle(lily, days.date(), again)).isEqualTo(answer);
        report(lily, answer);

        assertThat(file("-report.p7m")).hasBinaryContent(report);
        assertThat(file(".p7m")).hasBinaryContent(again);
        assertThat(settle(lily, days.date(), days.sealed("Lily", csv))).isEqualTo(answer);
        report(lily, answer);
        assertThat(file(".p7m")).as("is true, and stays").hasBinaryContent(again);
        assertThat(names(folder())).containsExactly(days.date() + "-report.p7m", days.date() + ".p7m");
    }

    /// What the ledger says of the day counts, whatever a thief or a failing disk has left of it.
    @Test
    void sameFileReplacesWhatIsNotTrueAtHeadOffice() throws Exception {
        days.end();
        String csv = days.csv("Lily");
        byte[] sealed = days.sealed("Lily", csv);
        String answer = settle(lily, days.date(), sealed);
        byte[] report = report(lily, answer);
        byte[] forged =
                days.sealed("Lily", csv + "01956f3a-5c1e-7a3b-8c4d-0123456789ab,,3.5,2026-05-01T08:00:00.000Z\n");
        Files.write(file(".p7m"), forged);
        Files.write(file("-report.p7m"), Arrays.copyOf(report, report.length - 1));

        assertThat(settle(lily, days.date(), days.sealed("Lily", csv + "1,2,3\n")))
                .startsWith("210 FAIL#");
        assertThat(file(".p7m")).as("another file repairs nothing").hasBinaryContent(forged);
        assertThat(settle(lily, days.date(), sealed)).isEqualTo(answer);
        report(lily, answer);

        assertThat(file(".p7m")).hasBinaryContent(sealed);
        assertThat(file("-report.p7m")).hasBinaryContent(report);
        assertThat(file(".p7m.untrue")).hasBinaryContent(forged);
        assertThat(file("-report.p7m.untrue")).hasBinaryContent(Arrays.copyOf(report, report.length - 1));
        assertThat(new SettlementFolder(server.folder().resolve("settlements")).entries())
                .hasSize(1);
    }

    /// Whatever else lies at head office, the merchant's day is none of its business.
    @Test
    void whatCannotBeReplacedAtHeadOfficeKeepsNobodyFromSettling() throws Exception {
        days.end();
        byte[] sealed = days.sealed("Lily", days.csv("Lily"));
        String answer = settle(lily, days.date(), sealed);
        byte[] report = report(lily, answer);
        for (String name : List.of(".p7m", "-report.p7m")) {
            Files.writeString(file(name), "damaged");
            Files.createFile(Files.createDirectory(file(name + ".untrue")).resolve("full"));
        }

        assertThat(settle(lily, days.date(), sealed)).isEqualTo(answer);

        assertThat(report(lily, answer)).isEqualTo(report);
        assertThat(file(".p7m")).hasBinaryContent(sealed);
        assertThat(file("-report.p7m")).hasBinaryContent(report);
        for (String name : List.of(".p7m", "-report.p7m")) {
            assertThat(file(name + ".untrue-2")).hasContent("damaged");
            assertThat(file(name + ".untrue")).isNotEmptyDirectory();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void filesAreTheirOwnersAlone() throws Exception {
        days.end();
        report(lily, settle(lily, days.date(), days.sealed("Lily", days.csv("Lily"))));

        assertThat(mode(file(".p7m"))).isEqualTo("rw-------");
        assertThat(mode(file("-report.p7m"))).isEqualTo("rw-------");
        assertThat(mode(folder())).isEqualTo("rwx------");
        assertThat(mode(server.folder().resolve("settlements"))).isEqualTo("rwx------");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /// Where head office cannot be written to, nobody is told that the day is settled.
    @Test
    void unwritableFolderIsBusy() throws Exception {
        days.end();
        Path inTheWay = Files.createFile(server.folder().resolve("settlements"));
        byte[] sealed = days.sealed("Lily", days.csv("Lily"));

        assertThat(settle(lily, days.date(), sealed)).startsWith("TRANS FAIL#BUSY#");

        Files.delete(inTheWay);
        report(lily, settle(lily, days.date(), sealed));
    }

    @Test
    void everyFlippedBitIsRefusedAlike() {
        String paid = days.pay(lily, "Joanne", "1", "Lily", "");
        days.end();
        byte[] sealed = days.sealed("Lily", days.csv("Lily", paid));
        String reason = null;

        for (int bit = 0; bit < sealed.length * 8; bit += 61) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            String answer = settle(lily, days.date(), flipped);
            reason = reason == null ? answer : reason;
            assertThat(answer).isEqualTo(reason).startsWith("210 FAIL#the message cannot be opened");
        }

        assertRefused(Arrays.copyOf(sealed, sealed.length - 1), "the message cannot be opened");
        assertRefused(Arrays.copyOf(sealed, sealed.length + 1), "the message cannot be opened");
        assertRefused("not CMS".getBytes(UTF_8), "the message cannot be opened");
        report(lily, settle(lily, days.date(), sealed));
    }

    /// Merchant and head office alike may do without our own tools.
    @Test
    void opensslSettlesDayAndOpensWhatIsKept(@TempDir Path folder) throws Exception {
        String paid = days.pay(lily, "Joanne", "3.5", "Lily", "");
        days.end();
        CERTIFICATES.writeTo(folder);
        TestCertificates.write(folder, "Lily", CERTIFICATES.account("Lily"));
        Files.writeString(folder.resolve("day.csv"), days.csv("Lily", paid));
        openssl(
                folder,
                "-sign -binary -nodetach -md sha256 -signer Lily.crt -inkey Lily.key -in day.csv -outform DER"
                        + " -out day.p7m");
        openssl(
                folder,
                "-encrypt -binary -aes-256-gcm -in day.p7m -outform DER -out day.enc -recip settle.crt"
                        + " -keyopt ecdh_kdf_md:sha256");

        String answer = settle(lily, days.date(), Files.readAllBytes(folder.resolve("day.enc")));

        assertThat(answer).startsWith("SETTLED#" + days.date() + "#1#0#0#0#3.5#");
        Files.write(folder.resolve("report.p7m"), report(lily, answer));
        openssl(folder, "-verify -binary -inform DER -in report.p7m -CAfile ca.crt -out report.csv");
        assertThat(folder.resolve("report.csv")).content().startsWith("micropay-settlement-report,1,");
        openssl(folder, "-verify -binary -inform DER -in " + file("-report.p7m") + " -CAfile ca.crt -out kept.csv");
        assertThat(folder.resolve("kept.csv")).hasSameBinaryContentAs(folder.resolve("report.csv"));
        openssl(
                folder,
                "-decrypt -binary -inform DER -in " + file(".p7m")
                        + " -recip settle.crt -inkey settle.key -out kept.p7m");
        openssl(folder, "-verify -binary -inform DER -in kept.p7m -CAfile ca.crt -purpose any -out opened.csv");
        assertThat(folder.resolve("opened.csv")).hasSameBinaryContentAs(folder.resolve("day.csv"));
    }

    private static void openssl(Path folder, String words) {
        OpenSsl.Result result = OpenSsl.run(folder, ("cms " + words).split(" ", -1));
        assertThat(result.succeeded()).as(result.output()).isTrue();
    }

    @Test
    void everySettledDayIsAnEventWithItsPhases() throws Exception {
        String paid = days.pay(lily, "Joanne", "1", "Lily", "");
        days.end();
        String[] invented = {
            paid.replace(paid.substring(0, 8), "0196fffe"), paid.replace(paid.substring(0, 8), "0196ffff")
        };
        try (RecordingStream recording = new RecordingStream()) {
            List<RecordedEvent> events = new CopyOnWriteArrayList<>();
            recording.enable("micropay.Settlement").withoutThreshold();
            recording.onEvent("micropay.Settlement", events::add);
            recording.startAsync();
            report(lily, settle(lily, days.date(), days.sealed("Lily", days.csv("Lily", invented))));
            settle(lily, days.date(), days.sealed("Joanne", days.csv("Lily")));

            await().untilAsserted(() -> assertThat(events).hasSize(2));

            assertThat(events).extracting(event -> event.getString("outcome")).containsExactly("SETTLED", "REFUSED");
            assertThat(events)
                    .allMatch(event -> event.getString("merchant").equals("Lily")
                            && event.getString("date").equals(days.date().toString())
                            && event.getDuration("openingNanos").isPositive());
            RecordedEvent settled = events.getFirst();
            assertThat(settled.getDuration("keepingNanos")).isPositive();
            assertThat(Stream.of("matched", "missing", "extra", "mismatched").map(settled::getInt))
                    .containsExactly(0, 1, 2, 0);
        }
    }

    @Test
    void whatIsNotTheMerchantsIsRefused() {
        days.end();
        String csv = days.csv("Lily");

        assertRefused(days.sealed("Joanne", csv), "the message is signed by Joanne with the key ");
        assertRefused(days.sealed("Lily", days.csv("Joanne")), "line 1, column 4: the file is of Joanne, not of Lily");
        assertRefused(days.sealed("Lily", days.csv("lily")), "line 1, column 4: the file is of lily, not of Lily");
        assertRefused(
                days.sealed("Lily", csv.replace(CERTIFICATES.ledgerId().hex(), "5f".repeat(32))),
                "line 1, column 3: another ledger");
        assertRefused(
                days.sealed("Lily", days.csv("Lily", days.date().minusDays(1))),
                "line 1, column 5: the file is of " + days.date().minusDays(1) + ", not of " + days.date());
        assertRefused(days.signed("Lily", csv), "the message cannot be opened");
        assertRefused(days.sealed(csv.getBytes(UTF_8)), "the message is ");
        assertRefused(days.sealed("Lily", csv + "1,2,3\n"), "line 3, column 3: the row has 3 values, not 4");
        assertRefused(days.sealed("Lily", csv + "=1+1,,1,x\n"), "line 3, column 1: not the id of a payment");
    }

    @Test
    void whatIsNotAnnouncedIsRefused() {
        days.end();
        byte[] sealed = days.sealed("Lily", days.csv("Lily"));
        byte[] other = days.sealed("Lily", days.csv("Lily"));
        assertThat(lily.ask("SETTLE#" + days.date() + "#" + Block.of(other))).isEqualTo("SEND");

        assertThat(lily.sendBytes(Arrays.copyOf(sealed, other.length)).read())
                .isEqualTo("210 FAIL#the block has another sha256 than was announced");
        assertNothingKept();
        lily.send("SETTLE#" + days.date() + "#" + new Block(9 << 20, "5f".repeat(32)))
                .expect("230 FORMAT#a block has 1 to 8388608 bytes");
    }

    @Test
    void onlyWhoIsLoggedInSettles() {
        days.end();
        try (TestClient stranger = server.greeted("Mel")) {
            assertThat(stranger.ask("SETTLE#" + days.date() + "#" + Block.of(new byte[1])))
                    .isEqualTo("220 AUTH_FAIL#not logged in");
            assertThat(stranger.ask("SETTLE#2026-02-30#" + Block.of(new byte[1])))
                    .startsWith("230 FORMAT#");
        }
        assertThat(lily.ask("SETTLE#9999-12-31#" + Block.of(new byte[1]))).startsWith("210 FAIL#the day is not over");
    }

    /// Whichever server they reach: one file counts, and whoever sent it gets its report.
    @Test
    void oneOfTwoFilesAtOnceSettlesTheDay() throws Exception {
        String ledger = PostgresServer.newLedger();
        startAnew(TestServer.with().database(ledger));
        LocalDate yesterday = days.date().minusDays(1);
        byte[] one = days.sealed("Lily", days.csv("Lily", yesterday));
        byte[] two = days.sealed(
                "Lily",
                days.csv("Lily", yesterday, "01956f3a-5c1e-7a3b-8c4d-0123456789ab,,3.5,2026-05-01T08:00:00.000Z\n"));
        try (TestServer other = TestServer.with().database(ledger).start();
                TestClient lilyToo = other.greeted("Lily")) {
            // A session in hand is answered before it makes room for the newer one.
            assertThat(lily.ask("SETTLE#" + yesterday + "#" + Block.of(one))).isEqualTo("SEND");
            lilyToo.send("LOGIN#Lily#0#TAKEOVER").readStatus();
            assertThat(lilyToo.ask("SETTLE#" + yesterday + "#" + Block.of(two))).isEqualTo("SEND");
            lily.sendBytes(one);
            lilyToo.sendBytes(two);

            assertThat(List.of(lily.read(), lilyToo.read()))
                    .satisfiesOnlyOnce(answer -> assertThat(answer).startsWith("SETTLED#"))
                    .satisfiesOnlyOnce(answer -> assertThat(answer).isEqualTo(SETTLED_OTHERWISE));
        }
    }

    @Test
    void whatIsSettledIsSoAfterRestart() throws Exception {
        Path folder = Files.createTempDirectory("micropay-days");
        startAnew(TestServer.with().folder(folder));
        days.end();
        String csv = days.csv("Lily");
        String answer = settle(lily, days.date(), days.sealed("Lily", csv));
        byte[] report = report(lily, answer);
        server.stop();

        server = TestServer.with().folder(folder).clock(days.clock()).start();
        try (TestClient again = server.greeted("Lily")) {
            again.send("LOGIN#Lily#0").readStatus();
            assertThat(settle(again, days.date(), days.sealed("Lily", csv))).isEqualTo(answer);
            assertThat(report(again, answer)).isEqualTo(report);
        }
    }
}
