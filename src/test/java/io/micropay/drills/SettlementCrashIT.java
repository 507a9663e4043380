package io.micropay.drills;

import static io.micropay.testing.TestDays.report;
import static io.micropay.testing.TestDays.settle;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestDays;
import io.micropay.wire.Block;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server is killed while it settles a day. The same file, sent again, gets a report, and head office has both files.
@Drill
class SettlementCrashIT {

    private final TestDays days = new TestDays(TestCertificates.shared());
    private final LocalDate yesterday = days.date().minusDays(1);

    @TempDir
    private Path home;

    /// The first file is renamed to its place when the ledger has decided.
    @Test
    void daySettledBeforeTheKillIsSettledAfterIt() throws Exception {
        Strace.requireUsable();
        String csv = days.csv("Lily", yesterday);
        byte[] sealed = days.sealed("Lily", csv);
        try (PackagedServer server = killedAtFirstRename();
                TestClient lily = lily(server)) {
            assertThat(lily.ask("SETTLE#" + yesterday + "#" + Block.of(sealed))).isEqualTo("SEND");
            assertThat(lily.sendBytes(sealed).readOrEnd()).isNull();
            assertThat(server.awaitExit()).isNotZero();
        }
        assertThat(file(".p7m")).doesNotExist();
        assertThat(file("-report.p7m")).doesNotExist();

        try (PackagedServer server = PackagedServer.in(home).start();
                TestClient lily = lily(server)) {
            assertThat(settle(lily, yesterday, days.sealed("Lily", csv.replace("\n", "\r\n"))))
                    .isEqualTo("210 FAIL#the day is settled already, with another file");
            byte[] report = report(lily, settle(lily, yesterday, sealed));

            assertThat(file(".p7m")).hasBinaryContent(sealed);
            assertThat(file("-report.p7m")).hasBinaryContent(report);
        }
    }

    private Path file(String name) {
        return home.resolve("data/settlements/lily").resolve(yesterday + name);
    }

    private static TestClient lily(PackagedServer server) {
        TestClient lily = server.greeted("Lily");
        lily.send("REGISTER#Lily#0").expect("*");
        assertThat(lily.askForStatus("LOGIN#Lily#0")).isEqualTo(List.of("0", "Lily#127.0.0.1#0"));
        return lily;
    }

    /// The calls are counted for each thread: one carries all sessions.
    private PackagedServer killedAtFirstRename() {
        return PackagedServer.in(home)
                .jvm("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .under(Strace.tracing(
                        "rename,renameat,renameat2",
                        home.resolve("trace"),
                        "-e",
                        "inject=rename,renameat,renameat2:signal=SIGKILL:when=1"))
                .start();
    }
}
