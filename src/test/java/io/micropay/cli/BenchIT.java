package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.Identity;
import io.micropay.testing.ClassCache;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Drill
class BenchIT {

    @TempDir
    private Path temporary;

    @TempDir
    private Path folder;

    /// Where the tests that do not mind share certificates and accounts, which take long to make.
    @TempDir
    private static Path shared;

    /// Good for a JVM that soon ends, unless it makes RSA keys: that is slow without the compiler left out here.
    private static final List<String> QUICK_START = Stream.concat(
                    Stream.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), ClassCache.options().stream())
            .toList();

    /// For the bench that waits for its server to give memory back, most of half a minute: beside the others.
    @TempDir
    private static Path idleFolder;

    private static Process idle;

    private static final Identity AUTHORITY = new Identity(
            TestCertificates.shared().ca(),
            List.of(TestCertificates.shared().ca()),
            TestCertificates.shared().authority().signingKey());

    @BeforeAll
    static void writeCertificatesAndBeginToIdle() throws IOException {
        writeCertificates(shared.resolve("certs"));
        writeCertificates(idleFolder.resolve("certs"));
        idle = start(
                QUICK_START,
                idleFolder,
                "--mode",
                "idle",
                "--connections",
                "50",
                "--key",
                "ec",
                "--dir",
                idleFolder.toString());
    }

    @AfterAll
    static void endIdleness() {
        idle.destroy();
    }

    private static void writeCertificates(Path certs) throws IOException {
        TestCertificates.shared().writeTo(certs);
        TestCertificates.write(certs, "ca", AUTHORITY);
    }

    /// What a process said, and how it ended.
    private record Ended(int exitCode, String out, String err) {
        JsonNode json() {
            assertThat(exitCode).as(err).isZero();
            return JsonMapper.builder().build().readTree(out);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec", "ed25519"})
    void paymentsAreMeasuredAndChecked(String key) {
        JsonNode json = benchHere(
                        "--payments",
                        "300",
                        "--connections",
                        "3",
                        "--accounts",
                        "5",
                        "--warmup",
                        "0",
                        "--key",
                        key,
                        "--dir",
                        shared.toString())
                .json();

        assertThat(json.get("mode").stringValue()).isEqualTo("payments");
        assertThat(json.get("key").stringValue()).isEqualTo(key);
        assertThat(json.get("attempts").intValue()).isEqualTo(300);
        assertThat(json.get("answers").toString()).isEqualTo("{\"TRANS OK\":300}");
        assertThat(json.get("throughput_per_s").doubleValue()).isPositive();
        assertThat(json.get("cpu_us_per_payment").get("server").doubleValue()).isPositive();
        assertThat(json.get("cpu_us_per_payment").get("generator").doubleValue())
                .isPositive();
        assertThat(json.get("ready_ms").intValue()).isPositive();
        assertThat(json.get("checks").toString())
                .isEqualTo("{\"proofs_verified\":300,\"status_asked\":300,\"balances\":\"ok\",\"balances_asked\":5,"
                        + "\"ledger_verify\":\"ok\"}");
    }

    /// A rate that a busy machine keeps, too; what it is late with at the end is not sent any more.
    @Test
    void rateIsKept() {
        JsonNode json = benchHere(
                        "--rate",
                        "50",
                        "--duration",
                        "2s",
                        "--connections",
                        "4",
                        "--key",
                        "ec",
                        "--accounts",
                        "6",
                        "--warmup",
                        "1s",
                        "--dir",
                        shared.toString())
                .json();

        assertThat(json.get("loop").stringValue()).isEqualTo("open");
        assertThat(json.get("attempts").intValue()).isBetween(90, 102);
        assertThat(json.get("duration_s").doubleValue()).isBetween(1.9, 2.5);
        assertThat(json.get("checks").get("ledger_verify").stringValue()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"handshakes", "list"})
    void otherModesAreMeasured(String mode) {
        JsonNode json = benchHere(
                        "--mode",
                        mode,
                        "--requests",
                        "100",
                        "--connections",
                        "5",
                        "--key",
                        "ec",
                        "--warmup",
                        "100ms",
                        "--dir",
                        shared.toString())
                .json();

        assertThat(json.get("mode").stringValue()).isEqualTo(mode);
        assertThat(json.get("attempts").intValue()).isEqualTo(100);
        assertThat(json.get("latency_us").get("p50").doubleValue()).isPositive();
    }

    @Test
    void memoryOfIdleConnectionsIsMeasured() throws Exception {
        JsonNode json = ended(idle).json();

        assertThat(json.get("attempts").intValue()).isEqualTo(50);
        assertThat(json.get("accounts").intValue()).isEqualTo(7);
        assertThat(json.get("memory_kb_per_connection").isNumber()).isTrue();
    }

    @Test
    void thresholdThatIsMissedIsSaidAndExits99() {
        Ended ended = benchHere(
                "--payments",
                "50",
                "--connections",
                "2",
                "--key",
                "ec",
                "--accounts",
                "4",
                "--warmup",
                "0",
                "--threshold",
                "p50<1us",
                "--threshold",
                "errors<1",
                "--dir",
                shared.toString());

        assertThat(ended.exitCode()).isEqualTo(99);
        assertThat(ended.out()).contains("\"answers\":{\"TRANS OK\":50}");
        assertThat(ended.err())
                .containsPattern("micropay: error: threshold p50<1us is not met: [0-9.]+ms\n")
                .doesNotContain("errors<1");
    }

    @Test
    void keptFolderIsUsedAgain() throws Exception {
        String[] options = {
            "--payments",
            "50",
            "--connections",
            "2",
            "--key",
            "ec",
            "--accounts",
            "4",
            "--warmup",
            "0",
            "--dir",
            folder.toString()
        };
        writeCertificates(folder.resolve("certs"));
        benchHere(options).json();

        Ended again = bench(options);

        assertThat(again.json().get("checks").toString())
                .isEqualTo("{\"proofs_verified\":50,\"status_asked\":50,\"balances\":\"ok\",\"balances_asked\":4,"
                        + "\"ledger_verify\":\"ok\"}");
        assertThat(again.err()).contains("reading keys").doesNotContain("making", "registering");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("accounts-ec"))))
                .isEqualTo("rw-------");
    }

    @Test
    void serverThatRunsAlreadyIsMeasured() throws Exception {
        Path certs = folder.resolve("certs");
        try (PackagedServer server = PackagedServer.in(folder)
                .options("--certs", "certs", "--data-dir", "data", "--opening-deposit-max", "1000")
                .start()) {
            TestCertificates.write(certs, "ca", AUTHORITY);

            JsonNode json = run(
                            "127.0.0.1",
                            Integer.toString(server.port()),
                            "--certs",
                            certs.toString(),
                            "--payments",
                            "50",
                            "--connections",
                            "2",
                            "--key",
                            "ec",
                            "--accounts",
                            "4",
                            "--warmup",
                            "0")
                    .json();

            assertThat(json.get("answers").toString()).isEqualTo("{\"TRANS OK\":50}");
            assertThat(json.get("cpu_us_per_payment").get("server").isNull()).isTrue();
            assertThat(json.get("checks").get("ledger_verify").stringValue()).isEqualTo("skipped");
        }
    }

    @Test
    void benchThatIsInterruptedLeavesNothing() throws Exception {
        Process bench = start("--key", "ec", "--connections", "2", "--accounts", "4", "--duration", "60s");
        try (BufferedReader progress = bench.errorReader(UTF_8)) {
            awaitLine(progress, "connecting");
            List<ProcessHandle> children = bench.descendants().toList();
            assertThat(children).isNotEmpty();

            bench.toHandle().destroy();

            assertThat(bench.waitFor()).isEqualTo(143);
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(progress.lines()).noneMatch(line -> line.contains("error"));
        }
        assertThat(temporary).isEmptyDirectory();
    }

    /// A terminal sends Ctrl-C to the bench and to its server.
    @Test
    void benchThatIsCutShortTellsWhatItMeasured() throws Exception {
        Process bench =
                start("--key", "ec", "--connections", "2", "--accounts", "4", "--duration", "10m", "--warmup", "0");
        try (BufferedReader progress = bench.errorReader(UTF_8)) {
            awaitLine(progress, "running");

            for (ProcessHandle process : Stream.concat(bench.descendants(), Stream.of(bench.toHandle()))
                    .toList()) {
                new ProcessBuilder("kill", "-s", "INT", Long.toString(process.pid()))
                        .start()
                        .waitFor();
            }

            assertThat(progress.lines())
                    .contains("micropay: interrupted; what was measured comes next, unless it is interrupted once more")
                    .noneMatch(line -> line.contains("error"));
            assertThat(bench.waitFor()).isEqualTo(130);
            JsonNode json = JsonMapper.builder().build().readTree(bench.getInputStream());
            assertThat(json.get("interrupted").booleanValue()).isTrue();
            assertThat(json.get("attempts").longValue()).isPositive();
            assertThat(json.get("checks").get("ledger_verify").stringValue()).isEqualTo("ok");
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void serverThatDiesInTheMiddleIsSaid() throws Exception {
        Process bench = start("--key", "ec", "--connections", "2", "--accounts", "4", "--duration", "60s");
        try (BufferedReader progress = bench.errorReader(UTF_8)) {
            awaitLine(progress, "checking proofs");

            bench.descendants().forEach(ProcessHandle::destroyForcibly);

            assertThat(progress.lines())
                    .anyMatch(line -> line.startsWith("micropay: error: the bench's server ended with exit code 137"))
                    .anyMatch(line ->
                            line.matches("micropay: hint: its ledger is in order, and has all [1-9][0-9]* payments"
                                    + " that it had acknowledged"));
            assertThat(bench.waitFor()).isEqualTo(69);
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void serverThatDoesNotStartIsQuoted() {
        Ended ended = benchHere("--server-option=--workers=0", "--key", "ec");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .contains("micropay: error: the bench's server did not start: --workers must be at least"
                        + " 1, not 0\n");
    }

    private static void awaitLine(BufferedReader lines, String start) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(start)) {
            line = lines.readLine();
        }
        assertThat(line).isNotNull();
    }

    /// The bench in this process, where what it needs is loaded and warm, for tests that are not about the process. Its
    /// server is of the packed jar.
    private static Ended benchHere(String... arguments) {
        List<String> line = new ArrayList<>(List.of("--server-jar=" + System.getProperty("micropay.jar")));
        QUICK_START.forEach(option -> line.add("--server-jvm=" + option));
        line.addAll(List.of(arguments));
        return run(line.toArray(String[]::new));
    }

    private static Ended run(String... arguments) {
        String[] line = Stream.concat(Stream.of("bench", "--json"), Stream.of(arguments))
                .toArray(String[]::new);
        Invocation invocation = Invocation.of(Main.commandLine(Map.of(), line), line);
        return new Ended(invocation.exitCode(), invocation.out(), invocation.err());
    }

    private Ended bench(String... arguments) throws Exception {
        return ended(start(arguments));
    }

    private static Ended ended(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), out, err);
    }

    private Process start(String... arguments) throws IOException {
        return start(makesRsaKeys(List.of(arguments)) ? List.of() : QUICK_START, temporary, arguments);
    }

    private static Process start(List<String> jvm, Path temporary, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of("-jar", System.getProperty("micropay.jar"), "bench", "--json"));
        jvm.forEach(option -> command.add("--server-jvm=" + option));
        command.addAll(List.of(arguments));
        // A shell without job control has what it starts in the background ignore SIGINT, and what that starts, too.
        return new ProcessBuilder(Stream.concat(Stream.of("env", "--default-signal=INT"), command.stream())
                        .toList())
                .start();
    }

    /// The CA's in a folder that holds none, or those of its accounts.
    private boolean makesRsaKeys(List<String> arguments) {
        boolean certified = arguments.contains(shared.toString())
                || (arguments.contains(folder.toString()) && Files.exists(folder.resolve("accounts-ec")));
        return arguments.contains("rsa") || !certified;
    }
}
