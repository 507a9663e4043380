package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.Chrony;
import io.micropay.testing.PackagedClient;
import io.micropay.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packed wallet on a machine whose clock is wrong.
class ClientClockIT {

    @TempDir
    private Path home;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        Chrony.requireUsable();
        server = TestServer.start();
        server.certificates().writeTo(home.resolve("certs"), "Joanne", "Lily");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private PackagedClient client(String name, Chrony chrony, String... more) throws IOException {
        String port = Integer.toString(server.port());
        String[] options = {"127.0.0.1", port, "--name", name, "--ntp", chrony.address()};
        return PackagedClient.piped(
                home, Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new));
    }

    /// At once: the first command of a script is no reason to sign before the answer is there.
    @Test
    void wrongClockIsSaidAndNothingIsSigned() throws Exception {
        try (Chrony right = Chrony.ahead(Files.createDirectory(home.resolve("right")), 0);
                Chrony wrong = Chrony.ahead(Files.createDirectory(home.resolve("wrong")), 40);
                PackagedClient lily = client("Lily", right, "--accept", "all");
                PackagedClient joanne = client("Joanne", wrong)) {
            lily.type("register Lily 0\nlogin\n").expect("Hello Lily!");
            joanne.type("register Joanne 10\nlogin\npay Lily 1\n");

            assertThat(joanne.exitCode()).isEqualTo(71);
            assertThat(joanne.errors())
                    .contains("-> This machine's clock is 40.")
                    .contains(": nothing is signed until it is set.\n")
                    .contains("micropay: error: nothing was paid: this machine's clock is 40.")
                    .endsWith("micropay: hint: set the clock; the wallet notices\n");
            assertThat(lily.errors()).doesNotContain("clock");
        }
    }

    @Test
    void payeeWithAWrongClockDeclines() throws Exception {
        try (Chrony right = Chrony.ahead(Files.createDirectory(home.resolve("right")), 0);
                Chrony wrong = Chrony.ahead(Files.createDirectory(home.resolve("wrong")), -40);
                PackagedClient lily = client("Lily", wrong, "--accept", "all");
                PackagedClient joanne = client("Joanne", right)) {
            lily.type("register Lily 0\nlogin\n").expect("Hello Lily!");
            joanne.type("register Joanne 10\nlogin\npay Lily 1\n");

            assertThat(joanne.exitCode()).isEqualTo(1);
            assertThat(joanne.errors())
                    .endsWith("micropay: error: nothing was paid: the payee declined: the payee's clock is wrong\n");
        }
    }
}
