package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.PackagedCommand;
import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestMerchant;
import io.micropay.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A buyer's wallet is killed with SIGKILL while it buys. Its next run pays nothing twice, and the receipt that it
/// finds says what was bought, in the shop's words.
class PurchaseCrashIT {

    private static final String MENU = TestMenus.HEADER + "tea,,Grüner Tee,1.25,40\ncake,,Cake,3,10\n";

    /// A thread's call that makes a folder.
    private static final Pattern MADE = Pattern.compile("^(\\d+) +mkdir\\(\"([^\"]+)\"");

    @TempDir
    private Path home;

    private TestServer server;
    private TestMerchant cafe;

    @BeforeEach
    void joanneHasTen() throws Exception {
        server = TestServer.start();
        server.certificates().writeTo(home.resolve("certs"), "Joanne");
        cafe = TestMerchant.open(server, "Cafe", MENU, home);
        try (TestClient joanne = server.newcomer("Joanne", "10")) {
            assertThat(joanne.ask("EXIT")).isEqualTo("Bye");
        }
    }

    @AfterEach
    void stop() {
        cafe.close();
        server.close();
    }

    private String[] buy() {
        return new String[] {
            "buy",
            "cafe",
            "tea:2",
            "cake",
            "--yes",
            "--name=Joanne",
            "--certs=certs",
            "--server=127.0.0.1:" + server.port()
        };
    }

    @Test
    void receiptThatIsFoundAfterAKillSaysWhatWasBought() throws Exception {
        Strace.requireUsable();
        try (PackagedCommand killed = PackagedCommand.under(killedAtItsReceipt(), home, buy())) {
            assertThat(killed.awaitEnd().exitCode()).isNotZero();
            assertThat(killed.output()).isEmpty();
        }
        assertThat(cafe.balance()).isEqualTo("5.5");
        assertThat(receipts()).isEmpty();

        Ended again = PackagedCommand.run(home, buy());

        assertThat(again.exitCode()).as(again.errors()).isEqualTo(1);
        assertThat(again.errors()).contains("the same was paid by an order that an earlier run has left");
        assertThat(cafe.balance()).isEqualTo("5.5");
        assertThat(receipts()).hasSize(1);
        assertThat(Files.readString(receipts().getFirst())).contains("\"titles\" : [ \"Cake\", \"Grüner Tee\" ]");
        try (Stream<Path> files = Files.walk(home.resolve(".local/share/micropay/Joanne/quoted"))) {
            assertThat(files).noneMatch(Files::isRegularFile);
        }
    }

    /// A file that is kept is lost with its folder, if that has a name that a loss of power takes away.
    @Test
    void everyFolderThatIsMadeHasANameThatLastsBeforeAnythingElseIsKept() throws Exception {
        Strace.requireUsable();
        Path trace = home.resolve("trace");
        List<String> tracing = List.of(Strace.tracing("mkdir,fsync,link,rename", trace));
        try (PackagedCommand buying = PackagedCommand.under(tracing, home, buy())) {
            Ended ended = buying.awaitEnd();
            assertThat(ended.exitCode()).as(ended.errors()).isZero();
        }
        List<String> lines = Files.readAllLines(trace);
        int made = 0;
        for (int i = 0; i < lines.size(); i++) {
            Matcher folder = MADE.matcher(lines.get(i));
            if (folder.find() && folder.group(2).startsWith(home + "/.")) {
                made++;
                String thread = folder.group(1);
                assertThat(lines.stream()
                                .skip(i + 1)
                                .filter(line -> line.startsWith(thread + " ") && !line.contains("resumed"))
                                .findFirst())
                        .as(lines.get(i))
                        .hasValueSatisfying(next -> assertThat(next)
                                .contains("fsync(")
                                .contains("<" + Path.of(folder.group(2)).getParent() + ">"));
            }
        }
        assertThat(made).as(() -> String.join("\n", lines)).isGreaterThanOrEqualTo(14);
    }

    private List<Path> receipts() throws Exception {
        Path folder = home.resolve(".local/share/micropay/Joanne/receipts");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    /// At the folder of the receipts, which is made when the payment is known to be made.
    private List<String> killedAtItsReceipt() {
        String path = home.resolve(".local/share/micropay/Joanne/receipts").toString();
        return List.of(
                "strace",
                "-f",
                "-o",
                "/dev/null",
                "-e",
                "trace=mkdir",
                "-P",
                path,
                "-e",
                "inject=mkdir:signal=SIGKILL");
    }
}
