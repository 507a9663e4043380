package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.FreePort;
import io.micropay.testing.PackagedClient;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packed client in a pipe, as a script uses it.
class PipedClientIT {

    @TempDir
    private Path home;

    private TestServer server;
    private String port = "";

    @BeforeEach
    void start() {
        server = TestServer.start();
        port = Integer.toString(server.port());
        server.certificates().writeTo(home.resolve("certs"), "Joanne", "Lily");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void scriptIsPaidAsLongAsItsInputIsOpen() throws Exception {
        try (PackagedClient lily = PackagedClient.piped(
                        home, "127.0.0.1", port, "--name", "Lily", "--listen", freePort(), "--accept", "10");
                PackagedClient joanne = PackagedClient.piped(home, "127.0.0.1", port, "--name", "Joanne")) {
            lily.type("register Lily 0\nlogin\n").expect("Hello Lily!");
            joanne.type("0 Joanne 2000\n1\nJoanne\n# ten, then more than Lily takes\npay Lily 10\n");
            joanne.expect("-> OK! Server updated our payment.");
            lily.expect("TRANS OK").expect("-> Received 10 from Joanne").expect("-> Receipt: ");
            joanne.type("pay Lily 10.1\nlist\n");

            assertThat(joanne.exitCode()).isEqualTo(1);
            assertThat(joanne.errors())
                    .endsWith("micropay: error: nothing was paid: the payee declined: "
                            + "the amount is above the payee's limit\n");
            assertThat(joanne.output()).doesNotContain("micropay> ").doesNotContain("0 Register");
            lily.type("2\n").expect("Your current account balance: 10").end();
            lily.expect("Server confirmed your departure.").expect("Thank you! :) See you again soon");
            assertThat(lily.exitCode()).isZero();
        }
    }

    @Test
    void nobodyIsAskedInAPipe() throws Exception {
        try (PackagedClient lily =
                        PackagedClient.piped(home, "127.0.0.1", port, "--name", "Lily", "--listen", freePort());
                PackagedClient joanne = PackagedClient.piped(home, "127.0.0.1", port, "--name", "Joanne")) {
            lily.type("register Lily 0\nlogin\n").expect("Hello Lily!");
            joanne.type("register 2000\nlogin\npay Lily 2001\n");

            assertThat(joanne.exitCode()).isEqualTo(1);
            assertThat(joanne.errors()).contains("the payee declined: the payee takes no payments");
            assertThat(lily.errors())
                    .contains("a piped client takes them with --accept all or --accept LIMIT only")
                    .contains("Declined 2001 from Joanne");
        }
    }

    @Test
    void everyWayToFailHasItsLineAndItsExitCode() throws Exception {
        assertFails(69, "nobody listens at 127.0.0.1:", "127.0.0.1", freePort(), "--name", "Joanne");
        assertFails(78, "Nobody.crt does not exist", "127.0.0.1", port, "--name", "Nobody", "--certs", "certs");
        TestCertificates strangers = TestCertificates.another();
        strangers.writeTo(home.resolve("other"));
        TestCertificates.write(home.resolve("other"), "Joanne", strangers.account("Joanne"));
        assertFails(4, "is not of this wallet's ledger", "127.0.0.1", port, "--name", "Joanne", "--certs", "other");
        server.revoke("Lily");
        // The server's own round comes once in a second: the client may be there sooner.
        server.revokedKeys().refresh();
        assertFails(4, "the server does not accept this key", "127.0.0.1", port, "--name", "Lily");
    }

    private void assertFails(int exitCode, String message, String... options) throws Exception {
        try (PackagedClient client = PackagedClient.piped(home, options)) {
            client.end();
            assertThat(client.exitCode()).as(client::errors).isEqualTo(exitCode);
            assertThat(client.errors())
                    .contains("micropay: error: ")
                    .contains(message)
                    .doesNotContain("\tat ");
            assertThat(client.output()).isEmpty();
        }
    }

    private static String freePort() {
        return Integer.toString(FreePort.next());
    }
}
