package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A demo starts a dozen JVMs one after the other, which a busy machine takes minutes for.
@Drill
@Timeout(300)
class DemoIT {

    @TempDir
    private Path temporary;

    @Test
    void demoShowsTheMainJobAndLeavesNothing() throws Exception {
        Process demo = new ProcessBuilder(command()).redirectErrorStream(true).start();
        String output = new String(demo.getInputStream().readAllBytes(), UTF_8);

        assertThat(demo.waitFor()).as(output).isZero();
        assertThat(output.lines().toList())
                .containsSubsequence(
                        "Joanne | -> Connection confirmed!",
                        "Joanne | Registration completed!",
                        "Lily   | Registration completed!",
                        "Joanne | Your current account balance: 2000",
                        "Joanne | You are paying Lily $1000",
                        "Lily   | TRANS OK",
                        "Joanne | Your current account balance: 1000",
                        "verify | All 8 checks passed.",
                        "Joanne | Server confirmed your departure.",
                        "Lily   | Server confirmed your departure.")
                .anyMatch(line -> line.startsWith("server | READY 127.0.0.1:"))
                .last()
                .asString()
                .startsWith("Joanne paid Lily 1000, and both can prove it.");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void demoOfAShopSettlesItsDay() throws Exception {
        Process demo =
                new ProcessBuilder(command("shop")).redirectErrorStream(true).start();
        String output = new String(demo.getInputStream().readAllBytes(), UTF_8);

        assertThat(demo.waitFor()).as(output).isZero();
        assertThat(output.lines().toList())
                .containsSubsequence(
                        "Joanne |   203  Käsekuchen           4.5     1",
                        "Joanne | -> OK! Server updated our payment.",
                        "Joanne | micropay: error: 203 is sold out (SHOP FAIL SOLD_OUT)",
                        "verify | All 9 checks passed.",
                        "Cafe   |   matched                  2  in the ledger and in the file alike",
                        "office |   total                 12.7  of the ledger's payments")
                .anyMatch(line -> line.startsWith("Cafe   | -> Sold to Joanne for 8.9 at "))
                .anyMatch(line -> line.startsWith("Cafe   | -> Sold to Joanne for 3.8 at "))
                .last()
                .asString()
                .startsWith("A day's sales were made, proved and settled.");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void demoThatIsInterruptedLeavesNothing() throws Exception {
        Process demo = new ProcessBuilder(command()).redirectErrorStream(true).start();
        try (var lines = demo.inputReader(UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.startsWith("server | READY")) {
                line = lines.readLine();
            }
            List<ProcessHandle> children = demo.descendants().toList();
            assertThat(children).isNotEmpty();
            demo.destroy();
            demo.waitFor();
            for (ProcessHandle child : children) {
                child.onExit().join();
            }
        }
        assertThat(temporary).isEmptyDirectory();
    }

    private List<String> command(String... which) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        assertThat(Files.isExecutable(java)).isTrue();
        List<String> command = new ArrayList<>(List.of(
                java.toString(), "-Djava.io.tmpdir=" + temporary, "-jar", System.getProperty("micropay.jar"), "demo"));
        command.addAll(List.of(which));
        return command;
    }
}
