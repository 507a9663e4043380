package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentId;
import io.micropay.testing.FreePort;
import io.micropay.testing.PackagedCommand;
import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The packed jar's wallet commands, each run once, as scripts run them.
class OneShotIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path home;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
        server.certificates().writeTo(home.resolve("certs"), "Joanne", "Lily");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String[] command(String name, String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--name", name, "--server", "127.0.0.1:" + server.port()));
        command.addAll(List.of("--certs", home.resolve("certs").toString()));
        return command.toArray(String[]::new);
    }

    private Ended run(String name, String... words) {
        return run(command(name, words));
    }

    /// Runs a command in this process, as `Main` does.
    private Ended run(String[] arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine(Map.of("HOME", home.toString()), arguments)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }

    private static JsonNode json(Ended ended) {
        assertThat(ended.exitCode()).as(ended.errors()).isZero();
        assertThat(ended.output().lines()).hasSize(1);
        return JSON.readTree(ended.output());
    }

    /// The life of a payment in JSON: nothing but the result is on standard output.
    @Test
    void payerWhoListensPaysIsPaidBackAndSeesIt() throws Exception {
        assertThat(json(run("Joanne", "register", "100", "--json"))
                        .get("deposit")
                        .stringValue())
                .isEqualTo("100");
        json(run("Lily", "register", "--json"));
        String[] listening = command("Lily", "listen", "--json", "--accept", "20");
        try (PackagedCommand lily = PackagedCommand.start(home, listening).awaitError("READY Lily")) {
            JsonNode paid = json(run("Joanne", "pay", "Lily", "3.50", "two coffees", "--json"));
            assertThat(paid.get("amount").stringValue()).isEqualTo("3.5");
            assertThat(paid.get("memo").stringValue()).isEqualTo("two coffees");
            String id = paid.get("id").stringValue();
            assertThat(JSON.readTree(lily.awaitLines(1).getFirst()).get("id").stringValue())
                    .isEqualTo(id);

            // Lily's login is that of the process that listens.
            assertThat(json(run("Lily", "balance", "--json")).get("balance").stringValue())
                    .isEqualTo("3.5");
            assertThat(json(run("Lily", "list", "--json")).get("online")).hasSize(1);
            String[] joanne = command("Joanne", "listen", "--accept", "all");
            try (PackagedCommand paidBack = PackagedCommand.start(home, joanne).awaitError("READY Joanne")) {
                assertThat(json(run("Lily", "refund", id, "0.5", "--json"))
                                .get("memo")
                                .stringValue())
                        .isEqualTo("refund:" + id);
                assertThat(paidBack.awaitLines(1).getFirst())
                        .isEqualTo("-> Received 0.5 from Lily as a refund of " + id + ", your balance is 97");
            }
            Ended history = run("Joanne", "history", "2", "--json");
            assertThat(history.output().lines())
                    .map(JSON::readTree)
                    .extracting(line -> line.get("refund_of").stringValue())
                    .containsExactly(id, "");
            assertThat(json(run("Joanne", "receipt", id, "--json"))
                            .get("verified")
                            .booleanValue())
                    .isTrue();
        }
    }

    @Test
    void resultThatNobodyGetsIsAFailure() throws Exception {
        List<String> fullDisk = List.of("sh", "-c", "exec \"$@\" > /dev/full", "sh");
        try (PackagedCommand lost = PackagedCommand.under(fullDisk, home, "new-id")) {
            assertFails(74, "standard output cannot be written", lost.awaitEnd());
        }
    }

    @Test
    void resultsAndTalkAreApartAndEachFailureHasItsCode() throws Exception {
        assertFails(2, "\"much\" is not an amount", run("Joanne", "register", "much"));
        assertFails(4, "this key has no account", run("Joanne", "balance"));
        assertThat(run("Joanne", "register", "10").output())
                .isEqualTo("Registration completed!\nYou're one of us now :D\n");
        assertFails(1, "the name is taken", run("Joanne", "register", "10"));
        assertThat(run("Joanne", "balance")).isEqualTo(new Ended(0, "10\n", ""));
        assertFails(1, "there is no such account", run("Joanne", "pay", "Lily", "1"));
        assertFails(2, "nobody can pay themselves", run("Joanne", "pay", "joanne", "1"));
        assertFails(2, "an amount of zero is no payment", run("Joanne", "pay", "Lily", "0.0"));
        assertFails(2, "the amount is missing", run("Joanne", "pay", "Lily"));
        assertFails(2, "is not the id of a payment", run("Joanne", "cancel", "x"));
        assertFails(2, "micropay: hint: micropay new-id makes one", run("Joanne", "pay", "Lily", "1", "--id", "x"));
        assertFails(2, "is not an address", run("Joanne", "pay", "Lily", "1", "--to", "lily"));
        assertFails(
                1,
                "this wallet has signed no order",
                run("Joanne", "cancel", PaymentId.next().toString()));
        assertFails(
                1,
                "there is no receipt",
                run("Joanne", "receipt", PaymentId.next().toString()));
        String[] nobody = command("Joanne", "balance");
        nobody[List.of(nobody).indexOf("--server") + 1] = "127.0.0.1:" + FreePort.next();
        assertFails(69, "nobody listens at", run(nobody));
    }

    /// As a shell sees it: the packed jar in a process of its own.
    @Test
    void processEndsWithTheCodeAndSplitsWhatItSays() throws Exception {
        json(run("Joanne", "register", "10", "--json"));
        assertThat(PackagedCommand.run(home, command("Joanne", "balance"))).isEqualTo(new Ended(0, "10\n", ""));
        assertFails(1, "there is no such account", PackagedCommand.run(home, command("Joanne", "pay", "Lily", "1")));
    }

    @ParameterizedTest
    @CsvSource({"'', true", "NO_COLOR=1, false"})
    void helpIsColouredAtATerminalOnlyAndForWhoWantsIt(String variable, boolean coloured) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String line = variable + " " + java + " -jar " + System.getProperty("micropay.jar") + " pay --help";
        ProcessBuilder terminal = new ProcessBuilder("script", "-qefc", line, "/dev/null");
        terminal.environment().put("TERM", "xterm");
        Process process = terminal.start();
        process.getOutputStream().close();
        String shown = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(shown).contains("Exit codes: 0 done");
        assertThat(shown.contains("\u001b[")).isEqualTo(coloured);
    }

    @Test
    void whoIsLoggedInElsewhereIsToldWhatToDo() throws Exception {
        json(run("Joanne", "register", "10", "--json"));
        try (TestClient lily = server.newcomer("Lily", "5")) {
            assertFails(1, "not reachable", run("Joanne", "pay", "Lily", "1"));
            Ended refused = run("Lily", "pay", "Joanne", "1");
            assertFails(69, "another session of Lily is logged in", refused);
            assertThat(refused.errors())
                    .contains("micropay: hint: --takeover ends it, and pay --to HOST:PORT needs no");
            assertThat(json(run("Lily", "balance", "--json")).get("unit").stringValue())
                    .isEqualTo("USD");
            assertThat(run("Lily", "list", "--takeover").exitCode()).isZero();
            lily.expectEnd();
        }
    }

    /// Joanne's login is somebody else's, and she pays: she knows where Lily listens.
    @Test
    void payerWhoKnowsWhereThePayeeListensNeedsNoLogin() throws Exception {
        json(run("Lily", "register", "--json"));
        String port = Integer.toString(FreePort.next());
        String[] listening = command("Lily", "listen", "--accept", "all", "--listen", port);
        try (TestClient elsewhere = server.newcomer("Joanne", "10");
                PackagedCommand lily = PackagedCommand.start(home, listening).awaitError("READY Lily")) {
            assertThat(json(run("Joanne", "pay", "Lily", "2", "--json", "--to", "127.0.0.1:" + port))
                            .get("payee")
                            .stringValue())
                    .isEqualTo("Lily");
            assertFails(1, "not reachable", run("Joanne", "pay", "Lily", "2", "--to", "127.0.0.1:" + FreePort.next()));
            lily.awaitLines(1);
            assertThat(elsewhere.ask("BALANCE")).isEqualTo("BALANCE#8");
        }
    }

    /// The second time it is asked for, Lily is gone, and the receipt is the same.
    @Test
    void sameIdPaysOnce() throws Exception {
        json(run("Joanne", "register", "10", "--json"));
        json(run("Lily", "register", "--json"));
        String id = PaymentId.next().toString();
        Ended first;
        try (PackagedCommand lily = PackagedCommand.start(home, command("Lily", "listen", "--accept", "all"))
                .awaitError("READY Lily")) {
            first = run("Joanne", "pay", "Lily", "2", "--id", id, "--json");
            lily.awaitLines(1);
        }
        assertThat(json(first).get("id").stringValue()).isEqualTo(id);
        try (TestClient elsewhere = server.greeted("Joanne")) {
            assertThat(elsewhere.askForStatus("LOGIN#Joanne#0")).isNotEmpty();
            assertThat(run("Joanne", "pay", "Lily", "2", "--id", id, "--json").output())
                    .isEqualTo(first.output());
        }
        assertFails(1, "the id belongs to another payment: 2 to Lily", run("Joanne", "pay", "Lily", "3", "--id", id));
        assertThat(run("Joanne", "balance").output()).isEqualTo("8\n");
    }

    /// A request that a script makes is paid once.
    @Test
    void requestIsPaid() throws Exception {
        json(run("Joanne", "register", "10", "--json"));
        json(run("Lily", "register", "--json"));
        String request = json(run("Lily", "request", "2.50", "two teas", "--json"))
                .get("request")
                .stringValue();
        assertThat(request).startsWith("micropay:Lily@127.0.0.1:" + server.port() + "?amount=2.5&memo=two%20teas&");
        try (PackagedCommand lily = PackagedCommand.start(home, command("Lily", "listen", "--accept", "all"))
                .awaitError("READY Lily")) {
            Ended paid = run("Joanne", "pay", request.replace("127.0.0.1", "localhost"));
            assertThat(paid.exitCode()).isZero();
            assertThat(paid.errors())
                    .contains("-> The request names the server localhost:" + server.port() + ", and this wallet is")
                    .contains("You are paying Lily $2.5 (\"two teas\"), request ");
            assertFails(1, "the request is paid already", run("Joanne", "pay", request));
            assertFails(2, "a request says itself how much", run("Joanne", "pay", request, "3"));
            assertThat(lily.awaitLines(1)).hasSize(1);
        }
    }

    private static void assertFails(int exitCode, String message, Ended ended) {
        assertThat(ended.exitCode()).as(ended.errors()).isEqualTo(exitCode);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.errors())
                .contains("micropay: error: ")
                .contains(message)
                .doesNotContain("\tat ");
    }

    @Test
    void insufficientFundsHaveACodeOfTheirOwn() throws Exception {
        json(run("Joanne", "register", "1", "--json"));
        json(run("Lily", "register", "--json"));
        String[] listening =
                command("Lily", "listen", "--accept", "all", "--listen", Integer.toString(FreePort.next()));
        try (PackagedCommand lily = PackagedCommand.start(home, listening).awaitError("READY Lily")) {
            assertFails(5, "INSUFFICIENT", run("Joanne", "pay", "Lily", "2", "--json"));
            assertThat(lily.output()).isEmpty();
        }
    }

    /// What needs no server asks none: there is none at this address.
    @Test
    void rulesAndReceiptsAndIdsNeedNoServer() throws Exception {
        List<String> hers =
                List.of("--name", "Joanne", "--certs", home.resolve("certs").toString());
        assertThat(runHere(hers, "rules", "accept", "Lily", "--up-to", "20"))
                .isEqualTo(new Ended(0, "lily              accepted up to 20, and asked about above\n", ""));
        assertThat(runHere(hers, "rules", "decline", "*").exitCode()).isZero();
        assertThat(runHere(hers, "rules", "--json").output()).isEqualTo("""
                        {"payer":"*","rule":"decline","up_to":null}
                        {"payer":"lily","rule":"accept","up_to":"20"}
                        """);
        assertFails(2, "whose payments", runHere(hers, "rules", "accept"));
        assertFails(2, "--up-to needs accept", runHere(hers, "rules", "ask", "Lily", "--up-to", "20"));
        assertThat(runHere(hers, "receipts", "--json")).isEqualTo(new Ended(0, "", ""));
        assertThat(run(new String[] {"new-id"}).output())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\R");
    }

    private Ended runHere(List<String> options, String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(options);
        return run(command.toArray(String[]::new));
    }
}
