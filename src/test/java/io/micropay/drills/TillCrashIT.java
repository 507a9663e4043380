package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.Drill;
import io.micropay.testing.PackagedCommand;
import io.micropay.testing.TestBuyer;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A till is killed in the middle of a sale. Whatever it had done of it, the sale is shown.
@Drill
class TillCrashIT {

    private static final String CSV = TestMenus.HEADER + "tea,,Tea,1.25,40\n";

    @TempDir
    private Path home;

    private TestServer server;

    @BeforeEach
    void shopHasBeenServed() throws Exception {
        server = TestServer.start();
        server.certificates().writeTo(home.resolve("certs"), "Mel");
        server.newcomer("Mel", "0").leave();
        Files.writeString(home.resolve("menu.csv"), CSV);
        assertThat(PackagedCommand.run(home, command("publish", "menu.csv")).exitCode())
                .isZero();
        try (PackagedCommand till = serve(List.of())) {
            assertThat(till.signal("TERM").awaitEnd().exitCode()).isZero();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String[] command(String verb, String... words) {
        String[] command = new String[words.length + 5];
        command[0] = "shop";
        command[1] = verb;
        System.arraycopy(words, 0, command, 2, words.length);
        command[words.length + 2] = "--as=Mel";
        command[words.length + 3] = "--certs=certs";
        command[words.length + 4] = "--server=127.0.0.1:" + server.port();
        return command;
    }

    private PackagedCommand serve(List<String> wrapper) throws IOException {
        return PackagedCommand.under(wrapper, home, command("serve")).awaitError("READY Mel");
    }

    @Test
    void saleThatWasCommittedAndNotShownIsShown() throws Exception {
        assertThat(shownByTheOneThatIsKilledAt(2)).isEmpty();

        assertShownOnceAndForAll();
    }

    /// It cannot be known whether anybody has seen it.
    @Test
    void saleThatWasShownAndNotNotedIsShownAgain() throws Exception {
        assertThat(shownByTheOneThatIsKilledAt(4)).startsWith("-> Sold to Joanne for 2.5 at ");

        assertShownOnceAndForAll();
    }

    /// Its first sync makes the name of the receipts' folder last, and the next two keep the receipt. Then the sale is
    /// shown, and the two after that note it.
    private String shownByTheOneThatIsKilledAt(int sync) throws Exception {
        Strace.requireUsable();
        try (PackagedCommand till = serve(killingAt(sync));
                TestBuyer joanne = TestBuyer.newcomer(server, "Joanne", "Mel")) {
            joanne.buy("tea:2");
            assertThat(till.awaitEnd().exitCode()).isNotZero();
            return till.output();
        }
    }

    private void assertShownOnceAndForAll() throws Exception {
        try (PackagedCommand till = serve(List.of())) {
            assertThat(till.awaitLines(4).getFirst()).startsWith("-> Sold to Joanne for 2.5 at ");
            assertThat(till.signal("TERM").awaitEnd().exitCode()).isZero();
        }
        try (PackagedCommand till = serve(List.of())) {
            assertThat(till.signal("TERM").awaitEnd().exitCode()).isZero();
            assertThat(till.output()).isEmpty();
        }
        try (var receipts = Files.list(home.resolve(".local/share/micropay/Mel/receipts"))) {
            assertThat(receipts)
                    .filteredOn(file -> file.toString().endsWith(".json"))
                    .hasSize(1);
        }
    }

    /// strace counts the calls of each thread; so there is one that carries the virtual ones.
    private static List<String> killingAt(int sync) {
        String oneCarrier = "-Djdk.virtualThreadScheduler.parallelism=1 -Djdk.virtualThreadScheduler.maxPoolSize=1";
        String inject = "inject=fsync:signal=SIGKILL:when=" + sync;
        return List.of(
                "env",
                "JAVA_TOOL_OPTIONS=" + oneCarrier,
                "strace",
                "-f",
                "-o",
                "/dev/null",
                "-e",
                "trace=fsync",
                "-e",
                inject);
    }
}
