package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.FreePort;
import io.micropay.testing.PackagedCommand;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `micropay listen` of the packed jar: a payee who stays, whatever the server does. Whoever does not stay runs in this
/// process.
class ListenIT {

    @TempDir
    private Path home;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.with().folder(home.resolve("server")).start();
        TestCertificates.shared().writeTo(home.resolve("certs"), "Joanne", "Lily");
        register("Joanne");
        register("Lily");
    }

    private void register(String person) {
        try (TestClient client = server.greeted(person)) {
            client.send("REGISTER#" + person + "#10").expect("100 OK");
        }
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private PackagedCommand listen(String name, String... options) throws IOException {
        return PackagedCommand.start(home, command(name, "listen", options));
    }

    private Invocation pay(String... options) {
        return run(command("Joanne", "pay", options));
    }

    private Invocation run(String... line) {
        return Invocation.of(Main.commandLine(Map.of("HOME", home.toString()), line), line);
    }

    private String[] command(String name, String verb, String... options) {
        String[] command = new String[options.length + 6];
        System.arraycopy(options, 0, command, 1, options.length);
        command[0] = verb;
        command[options.length + 1] = "--certs=" + home.resolve("certs");
        command[options.length + 2] = "--name";
        command[options.length + 3] = name;
        command[options.length + 4] = "--server";
        command[options.length + 5] = "127.0.0.1:" + server.port();
        return command;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void endsInOrderWhenItIsToldTo(String signal) throws Exception {
        try (PackagedCommand lily =
                listen("Lily").awaitError("READY Lily at 127.0.0.1:" + server.port() + " port=0 pid=")) {
            assertThat(lily.signal(signal).awaitEnd().exitCode()).isZero();
            assertThat(lily.output()).isEmpty();
            assertThat(lily.errors()).doesNotContain("error");
            try (TestClient other = server.greeted("Lily")) {
                assertThat(other.ask("LOGIN#Lily#0")).isEqualTo("10");
            }
        }
    }

    @Test
    void comesBackWhenTheServerDoes() throws Exception {
        String port = Integer.toString(FreePort.next());
        try (PackagedCommand lily =
                listen("Lily", "--listen", port, "--accept", "all").awaitError("READY Lily")) {
            server.stop();
            lily.awaitError("-> The server is gone: ").awaitError("Nobody listens at");
            server = TestServer.with()
                    .folder(home.resolve("server"))
                    .port(server.port())
                    .start();
            lily.awaitErrors("READY Lily", 2);

            assertThat(pay("Lily", "2", "tea").exitCode()).isZero();
            assertThat(lily.awaitLines(1).getFirst()).contains("Received 2 from Joanne (\"tea\")");
        }
    }

    /// Somebody answers at the server's port while it is away, and says without any key that he wants no such client.
    @Test
    void nobodyInTheServersPlaceSendsThePayeeAway() throws Exception {
        try (PackagedCommand lily = listen("Lily").awaitError("READY Lily")) {
            server.stop();
            try (ServerSocket another = new ServerSocket(server.port(), 1, InetAddress.getLoopbackAddress());
                    Socket dialled = another.accept()) {
                dialled.getOutputStream().write(HexFormat.of().parseHex("15030300020228"));
                lily.awaitError("refuses to speak TLS 1.3");
            }
            server = TestServer.with()
                    .folder(home.resolve("server"))
                    .port(server.port())
                    .start();
            lily.awaitErrors("READY Lily", 2);
        }
    }

    @Test
    void takesNoMorePaymentsOfWhichNobodyReads() throws Exception {
        List<String> fullDisk = List.of("sh", "-c", "exec \"$@\" > /dev/full", "sh");
        String[] listen = command("Lily", "listen", "--accept", "all");
        try (PackagedCommand lily =
                PackagedCommand.under(fullDisk, home, listen).awaitError("READY Lily")) {
            assertThat(pay("Lily", "2", "tea").exitCode()).isZero();

            assertThat(lily.awaitEnd().exitCode()).isEqualTo(74);
            assertThat(lily.errors()).contains("micropay: error: standard output cannot be written");
        }
    }

    @Test
    void endsWhileTheServerIsGone() throws Exception {
        try (PackagedCommand lily = listen("Lily").awaitError("READY Lily")) {
            server.stop();
            lily.awaitError("-> The server is gone: ");
            assertThat(lily.signal("TERM").awaitEnd().exitCode()).isZero();
        }
    }

    @Test
    void firstLoginHasToSucceed() throws Exception {
        try (PackagedCommand lily = listen("Lily").awaitError("READY Lily")) {
            Invocation refused = run(command("Lily", "listen"));
            assertThat(refused.exitCode()).isEqualTo(69);
            assertThat(refused.err()).contains("micropay: error: user already logged in!");
            try (PackagedCommand third = listen("Lily", "--takeover").awaitError("READY Lily")) {
                lily.awaitError("-> The server is gone: ");
                assertThat(third.signal("TERM").awaitEnd().exitCode()).isZero();
            }
            lily.awaitErrors("READY Lily", 2);
        }
        server.stop();
        assertThat(run(command("Lily", "listen")).exitCode()).isEqualTo(69);
    }

    /// Rules that a script changes count at once, and the account that listens pays as well.
    @Test
    void takesPaymentsByItsRulesAndPaysBesides() throws Exception {
        try (PackagedCommand lily = listen("Lily", "--accept", "1", "--json").awaitError("READY Lily");
                PackagedCommand joanne = listen("Joanne", "--accept", "all").awaitError("READY Joanne")) {
            Invocation declined = pay("Lily", "2");
            assertThat(declined.exitCode()).isEqualTo(1);
            assertThat(declined.err()).contains("the payee declined: the amount is above the payee's limit");
            String certs = home.resolve("certs").toString();
            assertThat(run("rules", "accept", "joanne", "--name", "Lily", "--certs", certs)
                            .exitCode())
                    .isZero();

            assertThat(pay("Lily", "2").exitCode()).isZero();
            assertThat(lily.awaitLines(1)).singleElement().asString().contains("\"amount\":\"2\",\"memo\":\"\"");
            assertThat(run(command("Lily", "pay", "Joanne", "1")).exitCode()).isZero();
            joanne.awaitLines(1);
        }
    }
}
