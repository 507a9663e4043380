package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.LedgerDamage;
import io.micropay.testing.SignedLedger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an operator is shown of a ledger.
class LedgerShowCommandsTest {

    private static final String TIME = "20..-..-..T..:..:..\\....Z";

    @TempDir
    private static Path home;

    @TempDir
    private Path folder;

    private static Path file = Path.of("");

    @BeforeAll
    static void makeLedger() {
        file = home.resolve("ledger.db");
        try (SignedLedger ledger = SignedLedger.in(file)) {
            ledger.open("Joanne", "1000").open("lily", "0.5").open("Bob", "0");
            ledger.pay("Joanne", "999.999999", "lily", "two coffees");
            ledger.pay("lily", "7", "Bob", "=HYPERLINK(\"http://evil\",\"tea\")");
            ledger.pay("lily", "0.25", "Bob", "café, au lait");
            ledger.pay("Bob", "1", "Joanne", "");
            for (int i = 0; i < 200; i++) {
                ledger.pay("Bob", "0.01", "Joanne", "");
            }
        }
    }

    private static Invocation balance(String... arguments) {
        return on(file, new LedgerBalanceCommand(), arguments);
    }

    private static Invocation history(String... arguments) {
        return on(file, new LedgerHistoryCommand(), arguments);
    }

    private static Invocation on(Path ledger, Callable<Integer> command, String... arguments) {
        return Invocation.of(
                command,
                Stream.concat(Stream.of("--ledger", ledger.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    @Test
    void balancesOfAllSumUpToZero() {
        Invocation shown = balance();

        assertThat(shown.err()).isEmpty();
        assertThat(shown.out()).isEqualTo("""
                Bob              4.25
                Joanne       3.000001
                lily       993.249999
                @treasury     -1000.5
                sum                 0
                """);
    }

    @Test
    void balanceOfOneIsAnAmountAlone() {
        assertThat(balance("Joanne").out()).isEqualTo("3.000001\n");
        assertThat(balance("LILY").out()).isEqualTo("993.249999\n");
        assertThat(balance("@treasury").out()).isEqualTo("-1000.5\n");
    }

    @Test
    void historyIsNewestFirst() {
        Invocation shown = history("Lily", "--count", "3");

        assertThat(shown.err()).isEmpty();
        assertThat(shown.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("       5  " + TIME + "           -0.25  to Bob  \"café, au lait\""),
                        line -> assertThat(line)
                                .matches("       4  " + TIME
                                        + "              -7  to Bob  \"=HYPERLINK\\(\"http://evil\",\"tea\"\\)\""),
                        line -> assertThat(line)
                                .matches("       3  " + TIME + "     \\+999.999999  from Joanne  \"two coffees\""));
    }

    @Test
    void historyGoesOnOverManyPages() {
        assertThat(history("Bob", "--count", "1000").out().lines())
                .hasSize(203)
                .last()
                .asString()
                .contains("from lily");
        assertThat(history("Bob").out().lines()).hasSize(20);
        assertThat(history("@treasury").out().lines()).hasSize(2);
    }

    @Test
    void accountThatThereIsNotIsSaid() {
        for (Invocation refused : List.of(balance("Nobody"), history("Nobody"))) {
            assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(refused.err()).isEqualTo("""
                    micropay: error: there is no account Nobody in this ledger
                    micropay: hint: micropay ledger balance lists all of them
                    """);
        }
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(balance("no name").err())
                .startsWith("micropay: error: invalid value for positional parameter at index 0 (NAME): 'no name' is"
                        + " not a name\n");
        assertThat(history("Bob", "--count", "0").err())
                .startsWith("micropay: error: --count must be at least 1, not 0\n");
        assertThat(history("Bob", "--count", "0").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(export("xml").err())
                .startsWith("micropay: error: invalid value for option '--format': 'xml' is not a format:"
                        + " choose csv or ndjson\n");
    }

    @Test
    void commandMustBeNamed() {
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine(Map.of()).setErr(new PrintWriter(err)).execute("ledger");

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err).hasToString("""
                micropay: error: a command is missing: verify, balance, history, export, backup or restore
                micropay: hint: see micropay ledger --help
                """);
    }

    private Invocation export(String format, String... options) {
        return on(
                file,
                new LedgerExportCommand(),
                Stream.concat(
                                Stream.of(
                                        "--format",
                                        format,
                                        "--output",
                                        exported().toString()),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    private Path exported() {
        return folder.resolve("export");
    }

    @Test
    void csvIsThatOfRfc4180() throws IOException {
        assertThat(export("csv").exitCode()).isZero();

        String csv = Files.readString(exported(), UTF_8);
        assertThat(csv).endsWith("\r\n");
        List<String> lines = List.of(csv.split("\r\n", -1));
        assertThat(lines).hasSize(2 + 204 + 2);
        assertThat(lines.get(0))
                .isEqualTo("seq,committed_at,payer,payee,amount,id,memo,expires,payer_key_hash,payee_key_hash,"
                        + "payer_signature,payee_signature,chain_hash");
        assertThat(lines.get(1))
                .matches("1," + TIME + ",@treasury,Joanne,1000,[0-9a-f-]{36},,,,[0-9a-f]{64},,,[0-9a-f]{64}");
        assertThat(lines.get(3)).matches("3," + TIME + ",Joanne,lily,999.999999,.*,two coffees,20.*Z,.*");
        assertThat(lines.get(5)).contains(",\"café, au lait\",");
    }

    @Test
    void memoIsNoFormulaInASpreadsheet() throws IOException {
        assertThat(export("csv").exitCode()).isZero();
        assertThat(Files.readString(exported()))
                .contains(",\"'=HYPERLINK(\"\"http://evil\"\",\"\"tea\"\")\",")
                .doesNotContain(",=", ",\"=");
    }

    /// Whoever has the export can verify the chain without micropay.
    @Test
    void ndjsonHoldsAllThatTheChainHashCovers() throws Exception {
        assertThat(export("ndjson").exitCode()).isZero();

        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] hash = new byte[32];
        List<String> lines = Files.readAllLines(exported());
        assertThat(lines).hasSize(206);
        for (String line : lines) {
            JsonNode transfer = new JsonMapper().readTree(line);
            sha256.update(hash);
            hash = sha256.digest(record(transfer).getBytes(UTF_8));
            assertThat(transfer.get("chain_hash").asString())
                    .isEqualTo(HexFormat.of().formatHex(hash));
        }
        assertThat(new JsonMapper().readTree(lines.get(3)).get("memo").asString())
                .isEqualTo("=HYPERLINK(\"http://evil\",\"tea\")");
    }

    private static String record(JsonNode transfer) {
        return String.join(
                "#",
                transfer.get("seq").asString(),
                text(transfer, "payer"),
                text(transfer, "amount"),
                text(transfer, "payee"),
                text(transfer, "id"),
                text(transfer, "expires"),
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(text(transfer, "memo").getBytes(UTF_8)),
                text(transfer, "committed_at"),
                text(transfer, "payer_key_hash"),
                text(transfer, "payee_key_hash"),
                text(transfer, "payer_signature"),
                text(transfer, "payee_signature"));
    }

    private static String text(JsonNode transfer, String field) {
        return transfer.get(field).asString();
    }

    @Test
    void exportIsItsOwnersAloneAndReplacesNothingUnasked() throws IOException {
        assertThat(export("csv").exitCode()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(exported())))
                .isEqualTo("rw-------");

        Invocation refused = export("ndjson");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.CANNOT_CREATE);
        assertThat(refused.err()).startsWith("micropay: error: there is a file " + exported() + " already\n");
        assertThat(exported()).content().startsWith("seq,");

        assertThat(export("ndjson", "--force").exitCode()).isZero();
        assertThat(exported()).content().startsWith("{\"seq\":1,");
        assertThat(filesIn(folder)).containsExactly("export");
    }

    @Test
    void exportIsMadeInAFolderThatThereIs() {
        Invocation refused = on(
                file,
                new LedgerExportCommand(),
                "--format=csv",
                "--output",
                folder.resolve("none/export").toString());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.CANNOT_CREATE);
        assertThat(refused.err())
                .isEqualTo("micropay: error: cannot create " + folder.resolve("none/export")
                        + ": there is no such folder\n");
        assertThat(on(file, new LedgerExportCommand(), "--format=csv", "--force", "--output", folder.toString())
                        .err())
                .isEqualTo("micropay: error: " + folder + " is a folder\nmicropay: hint: name a file in it\n");
    }

    @Test
    void damagedLedgerIsNotExported() throws IOException {
        Path damaged = LedgerDamage.copy(file, folder.resolve("damaged"));
        LedgerDamage.change(damaged, "UPDATE transfer SET amount = -1 WHERE seq = 100");

        Invocation refused = on(
                damaged,
                new LedgerExportCommand(),
                "--format=csv",
                "--output",
                exported().toString());

        assertThat(refused.exitCode()).isEqualTo(ExitCode.IO_ERROR);
        assertThat(refused.err())
                .startsWith("micropay: error: the ledger is damaged: transfer 100: amount out of range")
                .contains("\nmicropay: hint: micropay ledger verify tells more\n");
        assertThat(filesIn(folder)).containsExactly("damaged");
        assertThat(on(damaged, new LedgerHistoryCommand(), "Bob", "--count=500").err())
                .startsWith("micropay: error: the ledger is damaged: amount out of range");
    }

    private static List<String> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
