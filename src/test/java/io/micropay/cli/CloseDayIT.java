package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.Wallet;
import io.micropay.client.WalletFolder;
import io.micropay.testing.Chrony;
import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestDays;
import io.micropay.testing.TestServer;
import io.micropay.wire.Block;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The end of a day from both sides: the merchant closes it, and head office looks at what has arrived.
class CloseDayIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path home;

    private final TestDays days = new TestDays(TestCertificates.shared());
    private TestServer server;
    private TestClient joanne;
    private TestClient lily;

    @BeforeEach
    void start() {
        server = TestServer.with().clock(days.clock()).start();
        server.certificates().writeTo(home.resolve("certs"), "Joanne", "Lily");
        joanne = server.newcomer("Joanne", "100");
        lily = server.newcomer("Lily", "10");
        days.leave(Duration.ofHours(1));
    }

    @AfterEach
    void stop() {
        joanne.close();
        lily.close();
        server.close();
    }

    private Ended wallet(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--name", "Lily", "--server", "127.0.0.1:" + server.port()));
        return run(command);
    }

    private Ended closeDay(String... words) {
        lily.close();
        List<String> command = new ArrayList<>(List.of("shop", "close-day", "--takeover"));
        command.addAll(List.of(words));
        return wallet(command.toArray(String[]::new));
    }

    private Ended office(String... words) {
        List<String> command = new ArrayList<>(List.of("settlement"));
        command.addAll(List.of(words));
        command.addAll(List.of("--data-dir", server.folder().toString()));
        return run(command);
    }

    /// Runs a command in this process, as `Main` does.
    private Ended run(List<String> command) {
        command.addAll(List.of("--certs", home.resolve("certs").toString()));
        String[] arguments = command.toArray(String[]::new);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine(Map.of("HOME", home.toString()), arguments)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }

    /// Has Joanne pay Lily, whose wallet keeps the receipt, and returns the payment's row.
    private String sold(String amount) {
        String row = days.pay(lily, "Joanne", amount, "Lily", "");
        keep(row);
        return row;
    }

    private Path keep(String row) {
        Ended kept = wallet("receipt", row.substring(0, 36), "--json");
        assertThat(kept.exitCode()).as(kept.errors()).isZero();
        return Path.of(JSON.readTree(kept.output()).path("file").asString());
    }

    private static JsonNode json(Ended ended) {
        assertThat(ended.output().lines()).as(ended.errors()).hasSize(1);
        return JSON.readTree(ended.output());
    }

    @Test
    void dayWhoseReceiptsAreAllKeptMatches() throws Exception {
        String tea = sold("3.5");
        String refund = days.pay(joanne, "Lily", "1.25", "Joanne", "refund:" + tea.substring(0, 36));
        keep(refund);
        days.pay(joanne, "Lily", "2", "Joanne", "not of the shop");
        days.end();
        keep(days.pay(lily, "Joanne", "9", "Lily", "tomorrow's"));
        Path out = home.resolve("end-of-day.csv");

        Ended closed = closeDay("--out", out.toString());

        assertThat(closed.errors()).isEmpty();
        assertThat(closed.exitCode()).isZero();
        assertThat(closed.output())
                .startsWith("Lily, " + days.date() + "\n")
                .containsPattern("matched +2 ")
                .containsPattern("missing +0 ")
                .containsPattern("total +2\\.25 ");
        assertThat(out).hasContent(days.csv("Lily", tea, refund.replace(",1.25,", ",-1.25,")));

        Ended again = closeDay("--date", days.date().toString(), "--json");
        assertThat(again.exitCode()).isZero();
        assertThat(json(again).path("matched").asInt()).isEqualTo(2);
        assertThat(json(again).path("total").asString()).isEqualTo("2.25");
        assertThat(Path.of(json(again).path("file").asString())).hasSameBinaryContentAs(out);
        assertThat(Path.of(json(again).path("report").asString()))
                .hasSameBinaryContentAs(server.folder().resolve("settlements/lily/" + days.date() + "-report.p7m"));
    }

    @Test
    void missingReceiptIsNamedAndFails() throws Exception {
        sold("1");
        String forgotten = days.pay(lily, "Joanne", "4", "Lily", "");
        Path damaged = keep(days.pay(lily, "Joanne", "5", "Lily", ""));
        Files.writeString(damaged, Files.readString(damaged).replace("\"5\"", "\"6\""));
        days.end();

        Ended closed = closeDay();

        assertThat(closed.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(closed.output())
                .containsPattern("matched +1 ")
                .containsPattern("missing +2 ")
                .contains("missing     " + forgotten.substring(0, 36) + "               4  ");
        assertThat(closed.errors())
                .contains("micropay: error: the ledger and your receipts differ in 2 payments of " + days.date())
                .contains("micropay: hint: micropay receipt ID fetches a receipt");
        JsonNode finding = json(closeDay("--json")).path("findings").path(0);
        assertThat(finding.path("finding").asString()).isEqualTo("missing");
        assertThat(finding.path("in_ledger").path("id").asString()).isEqualTo(forgotten.substring(0, 36));
    }

    @Test
    void dayThatIsNotOverIsNotClosed() {
        Ended closed = closeDay("--date", days.date().toString());

        assertThat(closed.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(closed.errors()).startsWith("micropay: error: the day " + days.date() + " is not over\n");
        assertThat(closeDay("--date", "yesterday").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    /// What was sent, and perhaps settled, is sent again as it was, whatever receipts have come since.
    @Test
    void fileWhoseOutcomeIsUnknownIsSentAgainAsItWas() {
        String row = days.pay(lily, "Joanne", "4", "Lily", "");
        days.end();
        assertThat(closeDay("--json").exitCode()).isEqualTo(ExitCode.REFUSED);

        keep(row);

        assertThat(json(closeDay("--json")).path("missing").asInt()).isEqualTo(1);
    }

    /// What the merchant has changed in his copy was not made from receipts: it is not filed, and not lost.
    @Test
    void changedFileIsSetAsideAndMadeAnew() throws Exception {
        String tea = sold("3.5");
        days.end();
        Path file = Path.of(json(closeDay("--json")).path("file").asString());
        String changed = days.csv("Lily", tea.replace(",3.5,", ",35,"));
        Files.writeString(file, changed);

        Ended again = closeDay();

        Path aside = file.resolveSibling(days.date() + "-changed-1.csv");
        assertThat(again.exitCode()).as(again.errors()).isZero();
        assertThat(again.output()).containsPattern("matched +1 ").containsPattern("total +3\\.5 ");
        assertThat(again.errors())
                .startsWith(
                        "-> The file that was kept for this day has been changed since, and is not sent. It lies in\n   "
                                + aside + "\n");
        assertThat(aside).hasContent(changed);
        assertThat(file).hasContent(days.csv("Lily", tea));
        Files.writeString(file, "nonsense");
        assertThat(closeDay().exitCode()).isZero();
        assertThat(file.resolveSibling(days.date() + "-changed-2.csv")).hasContent("nonsense");
        assertThat(closeDay().errors()).isEmpty();
    }

    /// While nobody knows what became of the file, too: whoever sends something else would settle the day with it.
    @Test
    void fileChangedBeforeItSettledTheDayIsNotSent() throws Exception {
        String tea = sold("3.5");
        days.end();
        Wallet wallet = new Wallet(
                server.certificates().account("Lily"), new WalletFolder(home.resolve(".local/share/micropay/Lily")));
        wallet.days().keep(days.date(), days.csv("Lily", tea).getBytes(UTF_8));
        Files.writeString(wallet.days().file(days.date()), days.csv("Lily"));

        Ended closed = closeDay();

        assertThat(closed.exitCode()).as(closed.errors()).isZero();
        assertThat(closed.output()).containsPattern("matched +1 ");
    }

    /// A checksum that is right does not make it this merchant's.
    @Test
    void keptFileOfAnotherMerchantIsNotSent() throws Exception {
        String tea = sold("3.5");
        days.end();
        Wallet wallet = new Wallet(
                server.certificates().account("Lily"), new WalletFolder(home.resolve(".local/share/micropay/Lily")));
        wallet.days().keep(days.date(), days.csv("Joanne").getBytes(UTF_8));

        Ended closed = closeDay();

        assertThat(closed.exitCode()).as(closed.errors()).isZero();
        assertThat(closed.output()).containsPattern("matched +1 ");
        assertThat(wallet.days().file(days.date())).hasContent(days.csv("Lily", tea));
    }

    @Test
    void fileWithoutItsChecksumIsNotSent() throws Exception {
        sold("3.5");
        days.end();
        Path file = Path.of(json(closeDay("--json")).path("file").asString());
        Files.delete(file.resolveSibling(days.date() + ".sha256"));

        assertThat(closeDay().exitCode()).isZero();

        assertThat(file.resolveSibling(days.date() + "-changed-1.csv")).hasSameBinaryContentAs(file);
    }

    /// By the times of their files, the receipts of the sales were kept long before the day.
    @Test
    void refundFindsItsSaleWheneverThatWasKept() throws Exception {
        String tea = soldLongAgo("3.5");
        String cake = soldLongAgo("4");
        for (String refunded : List.of(tea, cake, tea)) {
            keep(days.pay(joanne, "Lily", "1.25", "Joanne", "refund:" + refunded.substring(0, 36)));
        }
        days.end();

        JsonNode closed = json(closeDay("--json"));

        assertThat(closed.path("matched").asInt()).isEqualTo(5);
        assertThat(closed.path("missing").asInt()).isZero();
        assertThat(closed.path("total").asString()).isEqualTo("3.75");
    }

    private String soldLongAgo(String amount) throws Exception {
        String row = days.pay(lily, "Joanne", amount, "Lily", "");
        Files.setLastModifiedTime(keep(row), FileTime.from(Instant.now().minus(Duration.ofDays(9))));
        return row;
    }

    @Test
    void wrongClockClosesNoDay() throws Exception {
        Chrony.requireUsable();
        days.end();
        try (Chrony right = Chrony.ahead(Files.createDirectory(home.resolve("right")), 0);
                Chrony wrong = Chrony.ahead(Files.createDirectory(home.resolve("wrong")), 40)) {
            Ended refused = closeDay("--ntp", wrong.address());

            assertThat(refused.exitCode()).isEqualTo(ExitCode.CLOCK_WRONG);
            assertThat(refused.errors())
                    .contains(": nothing is signed until it is set.\n")
                    .contains("micropay: error: the day is not closed: this machine's clock is 40.")
                    .endsWith("micropay: hint: set the clock, and close the day again\n");
            assertThat(server.folder().resolve("settlements")).doesNotExist();
            assertThat(closeDay("--ntp", right.address()).exitCode()).isZero();
        }
    }

    /// A file that was refused is made anew.
    @Test
    void refusedFileIsForgotten() throws Exception {
        days.end();
        assertThat(TestDays.settle(
                        lily, days.date(), days.sealed("Lily", days.csv("Lily").replace("\n", "\r\n"))))
                .startsWith("SETTLED#");

        Ended closed = closeDay();

        assertThat(closed.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(closed.errors())
                .contains("the day is not settled: the day is settled already, with another file (210 FAIL)");
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(days.date() + ".csv"));
        }
    }

    @Test
    void headOfficeListsShowsAndDecrypts() throws Exception {
        String tea = sold("3.5");
        days.end();
        assertThat(office("list")).isEqualTo(new Ended(0, "", ""));
        assertThat(closeDay().exitCode()).isZero();

        assertThat(office("list").output())
                .startsWith("Lily              " + days.date()
                        + "             3.5  1 matched, 0 missing, 0 extra, 0 mismatched  ");
        assertThat(json(office("list", "--json")).path("settled_at").asString()).startsWith("20");
        assertThat(office("list", "--merchant", "Mel").output()).isEmpty();
        assertThat(office("show", "LILY", days.date().toString()).output())
                .startsWith("Lily, " + days.date() + "\n")
                .containsPattern("matched +1 ");
        assertThat(json(office("show", "Lily", days.date().toString(), "--json"))
                        .path("file_sha256")
                        .asString())
                .isEqualTo(Block.of(days.csv("Lily", tea).getBytes(UTF_8)).sha256());
        Path out = home.resolve("day.csv");
        Ended decrypted = office("decrypt", "Lily", days.date().toString(), "--out", out.toString());
        assertThat(decrypted.errors()).startsWith("Signed by Lily with the key ");
        assertThat(out).hasContent(days.csv("Lily", tea));
        assertThat(office("show", "Mel", days.date().toString()).errors())
                .startsWith("micropay: error: " + days.date() + "-report.p7m of Mel is not in ");
        assertThat(office("show", "Mel", days.date().toString()).exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    /// Whoever mistypes the folder must not believe that nothing has arrived.
    @Test
    void folderThatIsNotThereIsNoEmptyList() {
        Path nowhere = home.resolve("nowhere");

        Ended listed = run(new ArrayList<>(List.of("settlement", "list", "--data-dir", nowhere.toString())));

        assertThat(listed.exitCode()).isEqualTo(ExitCode.IO_ERROR);
        assertThat(listed.errors()).startsWith("micropay: error: there is no folder " + nowhere + "\n");
    }

    @Test
    void fileThatStandardOutputDoesNotTakeIsNotDecrypted() throws Exception {
        days.end();
        assertThat(closeDay().exitCode()).isZero();
        PrintStream before = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public boolean checkError() {
                return true;
            }
        });
        try {
            Ended decrypted = office("decrypt", "Lily", days.date().toString());

            assertThat(decrypted.exitCode()).isEqualTo(ExitCode.IO_ERROR);
            assertThat(decrypted.errors()).isEqualTo("micropay: error: standard output cannot be written\n");
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void whatHasBeenChangedAtHeadOfficeIsRefused() throws Exception {
        days.end();
        assertThat(closeDay().exitCode()).isZero();
        Path folder = server.folder().resolve("settlements/lily");
        Path out = home.resolve("day.csv");
        flip(folder.resolve(days.date() + ".p7m"));

        Ended decrypted = office("decrypt", "Lily", days.date().toString(), "--out", out.toString());

        assertThat(decrypted.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(decrypted.errors()).contains("the message cannot be opened");
        assertThat(out).doesNotExist();
        Path others = Files.createDirectories(server.folder().resolve("settlements/joanne"));
        Files.copy(folder.resolve(days.date() + ".p7m"), others.resolve("2026-01-01.p7m"));
        Ended listed = office("list");
        assertThat(listed.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(listed.output()).startsWith("Lily   ");
        assertThat(listed.errors()).contains("2026-01-01-report.p7m of joanne is not in ");
        flip(folder.resolve(days.date() + "-report.p7m"));
        assertThat(office("show", "Lily", days.date().toString()).exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(office("list").errors())
                .contains("2026-01-01-report.p7m of joanne is not in ")
                .contains(days.date() + "-report.p7m is not true");
    }

    private static void flip(Path file) throws Exception {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }
}
