package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micropay.testing.FreePort;
import io.micropay.testing.PackagedClient;
import io.micropay.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packed client at a real terminal, as a person uses it.
class TerminalClientIT {

    private static final String ENTER = "\r";
    private static final String TAB = "\t";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String CTRL_P = "\u0010";

    @TempDir
    private Path home;

    private TestServer server;

    @BeforeEach
    void start() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no pseudo-terminal: `script` is not installed");
        server = TestServer.start();
        server.certificates().writeTo(home.resolve("certs"), "Joanne", "Lily");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void twoPeoplePayEachOther() throws Exception {
        try (PackagedClient joanne = PackagedClient.atTerminal(home, "127.0.0.1", port());
                PackagedClient lily = PackagedClient.atTerminal(
                        home, "127.0.0.1", port(), "--name", "Lily", "--listen", freePort())) {
            joanne.expect("Please enter your desired port number:")
                    .type("80" + ENTER)
                    .expect("\"80\" is not a port");
            joanne.expect("Please enter your desired port number:").type("0" + ENTER);
            joanne.expect("Username:").type("Joanne" + ENTER);
            joanne.expect("Digital Certificate Information:").expect("Fingerprint (SHA-256): ");
            joanne.expect("Connection confirmed!").expect("0 Register").expect("micropay> ");
            lily.expect("micropay> ");

            // The menu of numbers, and that of words, completed.
            joanne.type("0" + ENTER).expect("Enter your user account name:").type(ENTER);
            joanne.expect("please enter your deposit amount:").type("2000" + ENTER);
            joanne.expect("You're one of us now :D").expect("micropay> ");
            joanne.type("1" + ENTER).expect("Enter your user account name:").type("Joanne" + ENTER);
            joanne.expect("Your current account balance: 2000").expect("micropay> ");
            lily.type("regi" + TAB).expect("Register ").type("Lily 0" + ENTER).expect("You're one of us now :D");
            lily.expect("micropay> ")
                    .type("l" + ENTER)
                    .expect("could be LOgin or LIst")
                    .expect("micropay> ");
            lily.type("LOG" + ENTER).expect("Enter your user account name:").type("lily" + ENTER);
            lily.expect("# of users online: 2").expect("micropay> ");

            // A payment arrives while Lily types: the question stands above her line, and her line stays.
            joanne.type("li" + ENTER).expect("Name: Lily").expect("micropay> ");
            lily.type("lis");
            joanne.type("pay L" + TAB + "1000 two coffees" + ENTER).expect("You are paying Lily $1000");
            lily.expect("Accept 1000 from Joanne (\"two coffees\")? [Y/n]");
            lily.type("t" + ENTER).expect("Your current account balance: 0");
            lily.expect("Accept 1000 from Joanne").expect("micropay> ").type("y" + ENTER);
            joanne.expect("OK! Server updated our payment.").expect("Receipt: ");
            lily.expect("Transaction message:").expect("Joanne#1000#Lily").expect("TRANS OK");
            lily.expect("Received 1000 from Joanne (\"two coffees\")");

            // What was shown can be completed: the payment's id, the receipt's file.
            joanne.expect("micropay> ").type("his" + TAB + "1" + ENTER).expect("-1000  to Lily");
            joanne.expect("micropay> ").type("rec " + TAB + ENTER);
            joanne.expect("All 8 checks passed.");

            // Ctrl-C does not wait for the payee; takes back a question; clears a line. Ctrl-D leaves in order.
            joanne.expect("micropay> ").type("pay Lily 7" + ENTER).expect("Transaction message sent");
            lily.expect("Accept 7 from Joanne? [Y/n]");
            joanne.type(CTRL_C).expect("you did not want to wait any longer").expect("micropay> ");
            joanne.type("3" + ENTER)
                    .expect("Which of the online users")
                    .type(CTRL_C)
                    .expect("Never mind.");
            joanne.expect("micropay> ").type("nonsense" + CTRL_C).expect("micropay> ");
            joanne.type(CTRL_P + CTRL_P).expect("pay Lily 7").type(CTRL_C).expect("micropay> ");
            joanne.type(CTRL_D).expect("Sad to see you leave :(").expect("Server confirmed your departure.");
            joanne.expect("Thank you! :) See you again soon");
            assertThat(joanne.exitCode()).isZero();

            lily.type("n" + ENTER).expect("Declined 7 from Joanne").type("exit" + ENTER);
            lily.expect("Connection terminated.");
            assertThat(lily.exitCode()).isZero();
        }
        assertThat(home.resolve(".local/share/micropay/Joanne/history"))
                .content()
                .contains("pay")
                .doesNotContain("2000");
    }

    @Test
    void withoutAServerItSaysSoInOneLine() throws Exception {
        try (PackagedClient joanne =
                PackagedClient.atTerminal(home, "127.0.0.1", freePort(), "--name", "Joanne", "--listen", "0")) {
            joanne.expect("micropay: error: nobody listens at 127.0.0.1:")
                    .expect("micropay: hint: is the server running there?");
            assertThat(joanne.exitCode()).isEqualTo(69);
        }
    }

    private String port() {
        return Integer.toString(server.port());
    }

    private static String freePort() {
        return Integer.toString(FreePort.next());
    }
}
