package io.micropay.client.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.WalletFolder;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.money.AccountName;
import io.micropay.testing.ScriptedPayee;
import io.micropay.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a wallet shows of the past, on a real server.
class HistoryShellIT {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f-]{17}");

    @TempDir
    private Path home;

    private TestServer server;
    private ScriptedPayee lily;

    @BeforeEach
    void joanneHasPaidTwice() throws Exception {
        server = TestServer.start();
        lily = ScriptedPayee.online(server, "Lily", (channel, order, payee) -> {
            channel.write(payee.accepted(order));
            channel.write(payee.submit(order));
        });
        script("register 100", "login", "pay Lily 3.50 \"two  coffees\"", "pay lily 0.25 =1+1");
    }

    @AfterEach
    void stop() {
        lily.close();
        server.close();
    }

    @Test
    void historyIsNewestFirstAndAsLongAsAsked() throws Exception {
        assertThat(history("history")).hasSize(3).satisfies(lines -> {
            assertThat(lines.get(0)).contains("-0.25  to Lily (\"=1+1\")");
            assertThat(lines.get(1)).contains("-3.5  to Lily (\"two  coffees\")");
            assertThat(lines.get(2)).contains("+100  from @treasury");
        });
        assertThat(history("hi 1")).hasSize(1);
    }

    @Test
    void statementIsOfTheDaysThatAreAsked() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        assertThat(script("statement --from " + today.minusDays(1) + " --to " + today.plusDays(1)))
                .contains("received 100, paid 3.75, 3 payments");
        assertThat(script("s --to " + today.minusDays(2))).contains("received 0, paid 0, 0 payments");
        assertThat(script("s --from " + today.plusDays(2))).contains("received 0, paid 0, 0 payments");
    }

    @Test
    void csvAndNdjsonComeOutAsTheyAre() throws Exception {
        String csv = script("statement --format csv");
        assertThat(csv.lines().findFirst()).contains("seq,committed_at,direction,other,amount,id,memo,refund_of");
        assertThat(csv).contains(",out,Lily,0.25,").contains(",'=1+1,\r\n");
        assertThat(script("statement --format ndjson")).contains("\"memo\":\"two  coffees\"");
    }

    @Test
    void receiptIsCheckedAndGotAgainWhenItIsLost() throws Exception {
        assertThat(history("receipts")).hasSize(2).first().asString().contains("-0.25  to Lily");
        String id = id(history("receipts").getFirst());
        assertThat(script("receipt " + id)).contains("-> Receipt: ").contains("All 8 checks passed.");

        for (Path file : receipts()) {
            Files.delete(file);
        }
        assertThat(script("receipts")).contains("There are no receipts yet.");
        assertThat(script("receipt " + id)).contains("All 8 checks passed.");
        assertThat(receipts()).hasSize(1);
    }

    @Test
    void receiptThatWasChangedIsNotTrue() throws Exception {
        Path file = receipts().getFirst();
        Files.writeString(file, Files.readString(file).replace("\"amount\" : \"", "\"amount\" : \"1"));

        assertFails(Kind.REFUSED, "checks failed", "verify " + file);
        assertFails(Kind.REFUSED, "is not a receipt", "verify " + Files.writeString(home.resolve("x"), "{}"));
        assertFails(Kind.UNREADABLE, "cannot be read", "verify " + home.resolve("nothing"));
    }

    @ParameterizedTest
    @CsvSource({
        "history 0, is not a number",
        "history many, is not a number",
        "statement --from, something is missing after --from",
        "statement --from yesterday, is not a day",
        "statement --from 2026-02-30, is not a day",
        "statement --to +999999999-12-31, is not a day",
        "statement --from 2026-02-02 --to 2026-02-01, --to is before --from",
        "statement --format xml, is not a format",
        "statement now, there is too much",
        "receipt 1, is not the id of a payment"
    })
    void whatIsNotUnderstoodIsSaid(String command, String message) {
        assertFails(Kind.USAGE, message, command);
    }

    @Test
    void paymentOfOthersHasNoReceiptHere() {
        assertFails(Kind.REFUSED, "there is no receipt", "receipt 01a1f85c-a7e3-7ca6-b5b8-c8e082ca588c");
    }

    private void assertFails(Kind kind, String message, String command) {
        CommandFailedException failure = catchThrowableOfType(CommandFailedException.class, () -> script(command));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(message);
    }

    /// The lines with the ids of payments that a command says.
    private List<String> history(String command) throws Exception {
        return script(command).lines().filter(line -> ID.matcher(line).find()).toList();
    }

    private static String id(String line) {
        Matcher matcher = ID.matcher(line);
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    private List<Path> receipts() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("Joanne/receipts"))) {
            return files.sorted().toList();
        }
    }

    /// What Joanne's wallet prints when it is told to do this.
    private String script(String... lines) throws CommandFailedException {
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        Wallet wallet = new Wallet(server.certificates().account("Joanne"), new WalletFolder(home.resolve("Joanne")));
        var settings = new ShellSettings(
                wallet,
                new GivenCertificate(wallet.identity().certificate(), text -> {}, Clock.systemUTC()),
                AccountName.parse("Joanne").orElseThrow(),
                new ServerAddress("127.0.0.1", server.port()),
                0,
                new AcceptancePolicy.All());
        try (PipedDialogue dialogue = PipedDialogue.start(
                new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)),
                new PrintStream(results, true, UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8))) {
            new Shell(settings, dialogue, new Suggestions()).run();
        }
        return results.toString(UTF_8);
    }
}
