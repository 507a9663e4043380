package io.micropay.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micropay.client.SettlingServer.Office;
import io.micropay.client.SettlingServer.Told;
import io.micropay.client.shell.Aside;
import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.Visit;
import io.micropay.client.shop.DayProgress;
import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsSigner;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.Recipient;
import io.micropay.money.AccountName;
import io.micropay.money.NetAmount;
import io.micropay.settlement.Reconciliation;
import io.micropay.settlement.SettlementReport;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestDays;
import io.micropay.wire.Block;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A merchant whose server lies about his day, or takes no more of it than it may.
class UntrueReportIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static final TestDays DAYS = new TestDays(CERTIFICATES);
    private static final LocalDate DATE = DAYS.date().minusDays(1);

    @TempDir
    private Path home;

    private AccountName merchant;
    private Wallet wallet;

    /// Lily has sold twice, and has not been answered yet.
    @BeforeEach
    void keepFile() throws Exception {
        keep("Lily", KeyKind.P256, twoSales());
    }

    private void keep(String name, KeyKind kind, String csv) throws Exception {
        merchant = AccountName.parse(name).orElseThrow();
        wallet = new Wallet(CERTIFICATES.account(name, kind), new WalletFolder(home.resolve(name)));
        wallet.days().keep(DATE, csv.getBytes(UTF_8));
    }

    private static String twoSales() {
        return DAYS.csv("Lily", DATE, row(1, "3.5"), row(2, "4"));
    }

    private static String row(int number, String amount) {
        return new UUID(0x01956f3a5c1e7000L, 0x8000000000000000L + number) + ",A1b2C3d4E5f6," + amount + "," + DATE
                + "T08:00:00.000Z\n";
    }

    private Outcome.DayClosed close(SettlingServer server) throws Exception {
        Aside aside = new Aside(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), null);
        try (Visit visit = Visit.open(server.address(), wallet, merchant, aside)) {
            visit.logIn(false);
            return visit.days().close(Optional.of(DATE), new Unseen());
        }
    }

    /// Progress that nobody looks at.
    private static final class Unseen implements DayProgress {
        @Override
        public void read(long done, long all) {}

        @Override
        public void reconciling(int payments) {}
    }

    private static Office honest() {
        return truth -> told(truth, CERTIFICATES.settlement());
    }

    private static Told told(SettlementReport report, Identity signer) throws Exception {
        byte[] signed = new CmsSigner(signer).sign(report.csv(), Instant.now());
        return new Told(ResponseCodec.encode(answer(report, report.header().date(), signed)), signed);
    }

    private static Response.Settled answer(SettlementReport report, LocalDate date, byte[] signed) {
        var found = report.reconciliation();
        return new Response.Settled(
                date,
                found.matched(),
                found.missing(),
                found.extra(),
                found.mismatched(),
                found.total(),
                Block.of(signed));
    }

    /// Signs another text than the truth, with the right key; the answer before it stays true.
    private static Office edited(UnaryOperator<String> lie) {
        return truth -> {
            byte[] csv = lie.apply(new String(truth.csv(), UTF_8)).getBytes(UTF_8);
            byte[] signed = new CmsSigner(CERTIFICATES.settlement()).sign(csv, Instant.now());
            return new Told(ResponseCodec.encode(answer(truth, DATE, signed)), signed);
        };
    }

    /// The same, and the answer tells the same lie.
    private static Office consistent(int matched, String total) {
        return truth -> told(
                new SettlementReport(
                        truth.header(),
                        truth.fileHash(),
                        new Reconciliation(
                                matched,
                                truth.reconciliation().findings(),
                                NetAmount.parseSum(total).orElseThrow())),
                CERTIFICATES.settlement());
    }

    private void assertNotBelieved(Office lie, String why) throws Exception {
        try (SettlingServer server = SettlingServer.start(lie)) {
            CommandFailedException refused = catchThrowableOfType(CommandFailedException.class, () -> close(server));

            assertThat(refused).as(why).isNotNull();
            assertThat(refused.kind()).isEqualTo(CommandFailedException.Kind.REFUSED);
            assertThat(refused.getMessage())
                    .startsWith("the server is not to be believed: ")
                    .contains(why)
                    .doesNotContain("\n");
            assertThat(wallet.days().reportFile(DATE)).doesNotExist();
            assertThat(wallet.days().file(DATE)).hasContent(twoSales());
        }
    }

    @Test
    void truthIsBelieved() throws Exception {
        try (SettlingServer server = SettlingServer.start(honest())) {
            Outcome.DayClosed closed = close(server);

            assertThat(closed.report().reconciliation().matched()).isEqualTo(2);
            assertThat(closed.report().reconciliation().total()).hasToString("7.5");
            assertThat(wallet.days().reportFile(DATE)).exists();
        }
    }

    @Test
    void reportThatIsNotOfThisDayIsNotBelieved() throws Exception {
        String another = "its report is about another day or merchant";

        assertNotBelieved(edited(csv -> csv.replace(",Lily," + DATE, ",Lily," + DATE.minusDays(1))), another);
        assertNotBelieved(edited(csv -> csv.replace(",Lily,", ",Joanne,")), another);
        assertNotBelieved(edited(csv -> csv.replace(CERTIFICATES.ledgerId().hex(), "5f".repeat(32))), another);
        assertNotBelieved(
                edited(csv -> csv.replaceFirst("\n[0-9a-f]{64},", "\n" + "5f".repeat(32) + ",")),
                "its report is about another file than it was sent");
        assertNotBelieved(
                truth -> {
                    byte[] signed = new CmsSigner(CERTIFICATES.settlement()).sign(truth.csv(), Instant.now());
                    return new Told(ResponseCodec.encode(answer(truth, DATE.minusDays(1), signed)), signed);
                },
                "its report says something else than its answer");
    }

    @Test
    void countsThatDoNotFollowFromTheFileAreNotBelieved() throws Exception {
        String impossible = "what its report counts and lists cannot be about the file that it was sent";

        assertNotBelieved(consistent(2, "7"), impossible);
        assertNotBelieved(consistent(2, "7000"), impossible);
        assertNotBelieved(consistent(3, "7.5"), impossible);
        assertNotBelieved(consistent(1, "3.5"), impossible);
        assertNotBelieved(
                edited(csv -> csv.replace(",2,0,0,0,7.5", ",2,0,1,0,7.5")), "its report cannot be believed: line 3");
        assertNotBelieved(
                edited(csv -> csv.replace(",2,0,0,0,7.5", ",2,1,0,0,12.5")
                        + missing(3, "5", DATE.minusDays(1).toString())),
                impossible);
        assertNotBelieved(
                edited(csv -> csv.replace(",2,0,0,0,7.5", ",2,1,0,0,12.5") + missing(3, "5", DATE.toString())),
                "its report says something else than its answer");
    }

    /// One number of the answer is another than in the report, which is true.
    @Test
    void answerThatIsNotItsReportsIsNotBelieved() throws Exception {
        for (String lie : List.of("3#0#0#0#7.5", "2#1#0#0#7.5", "2#0#1#0#7.5", "2#0#0#1#7.5", "2#0#0#0#7.6")) {
            assertNotBelieved(
                    truth -> {
                        Told told = told(truth, CERTIFICATES.settlement());
                        return new Told(told.line().replace("#2#0#0#0#7.5#", "#" + lie + "#"), told.report());
                    },
                    "its report says something else than its answer");
        }
    }

    private static String missing(int number, String amount, String date) {
        return "missing," + row(number, amount).strip().replace(DATE + "T", date + "T") + ",,,\n";
    }

    @Test
    void reportThatTheLedgerHasNotSignedIsNotBelieved() throws Exception {
        assertNotBelieved(truth -> told(truth, CERTIFICATES.account("Joanne")), "its report cannot be believed: ");
        assertNotBelieved(truth -> told(truth, wallet.identity()), "its report cannot be believed: ");
        assertNotBelieved(
                truth -> told(truth, TestCertificates.another().settlement()), "its report cannot be believed: ");
        assertNotBelieved(
                truth -> {
                    Told told = told(truth, CERTIFICATES.settlement());
                    byte[] damaged = told.report().clone();
                    damaged[damaged.length - 1] ^= 1;
                    return new Told(ResponseCodec.encode(answer(truth, DATE, damaged)), damaged);
                },
                "its report cannot be believed: ");
    }

    /// It is all that shows what the server has signed then.
    @Test
    void fileThatHasSettledTheDayIsKeptWhenItIsRefusedLater() throws Exception {
        try (SettlingServer server = SettlingServer.start(honest())) {
            close(server);
            server.says(truth -> new Told("210 FAIL#the day is settled already, with another file", new byte[0]));

            CommandFailedException refused = catchThrowableOfType(CommandFailedException.class, () -> close(server));

            assertThat(refused)
                    .hasMessage("the server refuses a day that it has settled: the day is settled already, with"
                            + " another file (210 FAIL)");
            assertThat(refused.hint().orElseThrow())
                    .contains(wallet.days().reportFile(DATE).toString());
            assertThat(wallet.days().file(DATE)).hasContent(twoSales());
            assertThat(wallet.days().reportFile(DATE)).exists();
        }
    }

    /// Whoever has damaged it takes nothing from the merchant but that: the day can be closed anew.
    @Test
    void reportThatIsNotTrueAnyMoreKeepsNoFile() throws Exception {
        try (SettlingServer server = SettlingServer.start(honest())) {
            close(server);
            Files.write(wallet.days().reportFile(DATE), new byte[] {1});
            server.says(truth -> new Told("210 FAIL#another file", new byte[0]));

            CommandFailedException refused = catchThrowableOfType(CommandFailedException.class, () -> close(server));

            assertThat(refused.getMessage()).startsWith("the day is not settled: another file");
            assertThat(wallet.days().file(DATE)).doesNotExist();
        }
    }

    @Test
    void largestFileIsSentAndOneByteMoreIsNot() throws Exception {
        Identity merchant = CERTIFICATES.account("Big", KeyKind.ED25519);
        int around = sealed(merchant, largeDay(8_000_000)).length - 8_000_000;
        int largest = Block.BYTES_MAX - around;
        try (SettlingServer server = SettlingServer.start(honest())) {
            for (int bytes : List.of(largest + 1, 9_000_000)) {
                keep("Big", KeyKind.ED25519, largeDay(bytes));
                CommandFailedException refused =
                        catchThrowableOfType(CommandFailedException.class, () -> close(server));
                assertThat(refused.getMessage()).endsWith(" bytes, and a server takes 8388608 at once");
                wallet.days().forget(DATE);
            }
            assertThat(server.taken()).isEmpty();
            keep("Big", KeyKind.ED25519, largeDay(largest));

            assertThat(close(server).report().reconciliation().matched()).isGreaterThan(100_000);

            assertThat(server.taken()).containsExactly(Block.BYTES_MAX);
        }
    }

    private static byte[] sealed(Identity merchant, String csv) throws Exception {
        return CmsEnvelopes.seal(
                new CmsSigner(merchant).sign(csv.getBytes(UTF_8), Instant.now()),
                Recipient.of(CERTIFICATES.settlement().certificate()).orElseThrow());
    }

    /// A day of exactly this many bytes: some of its amounts are a digit longer than others.
    private static String largeDay(int bytes) {
        int left = bytes - DAYS.csv("Big", DATE).length();
        int rowBytes = row(0, "3.5").length();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < left / rowBytes; i++) {
            rows.add(row(i, i < left % rowBytes ? "3.55" : "3.5"));
        }
        return DAYS.csv("Big", DATE, rows.toArray(String[]::new));
    }
}
