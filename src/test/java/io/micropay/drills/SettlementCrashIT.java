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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A server is killed while it settles a day that the ledger has decided. The same file, sent again, gets the report
/// that was decided, and head office has both files.
@Drill
class SettlementCrashIT {

    private final TestDays days = new TestDays(TestCertificates.shared());
    private final LocalDate yesterday = days.date().minusDays(1);

    @TempDir
    private Path home;

    /// The moments in which it dies: at the first call that names a file, or at one that syncs their folder. What
    /// other calls were made before, and by which threads, does not matter.
    enum Death {
        BEFORE_THE_FILES("%file", ".p7m", 1, 0),
        BETWEEN_THE_FILES("%file", "-report.p7m", 1, 1),
        /// The folder is synced for each of the two.
        BEFORE_THE_LAST_SYNC("fsync", "", 2, 2);

        private final String calls;
        private final String file;
        private final int when;
        private final int filesLeft;

        Death(String calls, String file, int when, int filesLeft) {
            this.calls = calls;
            this.file = file;
            this.when = when;
            this.filesLeft = filesLeft;
        }
    }

    @ParameterizedTest
    @EnumSource
    void daySettledBeforeTheKillIsSettledAfterIt(Death death) throws Exception {
        Strace.requireUsable();
        String csv = days.csv("Lily", yesterday);
        byte[] sealed = days.sealed("Lily", csv);
        try (PackagedServer server = killedAt(death);
                TestClient lily = lily(server)) {
            assertThat(lily.ask("SETTLE#" + yesterday + "#" + Block.of(sealed))).isEqualTo("SEND");
            assertThat(lily.sendBytes(sealed).readOrEnd()).isNull();
            assertThat(server.awaitExit()).isNotZero();
        }
        List<String> both = List.of(yesterday + "-report.p7m", yesterday + ".p7m");
        assertThat(filesOfTheDay()).isEqualTo(both.subList(2 - death.filesLeft, 2));
        byte[] decided = decided();

        Path trace = home.resolve("syncs");
        try (PackagedServer server = traced(trace, "fsync", folder()).start();
                TestClient lily = lily(server)) {
            assertThat(settle(lily, yesterday, days.sealed("Lily", csv.replace("\n", "\r\n"))))
                    .isEqualTo("210 FAIL#the day is settled already, with another file");
            assertThat(report(lily, settle(lily, yesterday, sealed))).isEqualTo(decided);
            assertThat(Files.readString(trace)).as("both names are durable").containsPattern("fsync(?s:.*)fsync");
        }
        assertThat(file(".p7m")).hasBinaryContent(sealed);
        assertThat(file("-report.p7m")).hasBinaryContent(decided);
        assertThat(LedgerTool.run(home, "verify").output())
                .contains("ok      1 settled day, ", "ok      their files at head office, opened with settle.key");
    }

    /// The drafts of files have other names.
    private List<String> filesOfTheDay() throws Exception {
        List<String> names = new ArrayList<>();
        try (var files = Files.list(folder())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(yesterday.toString()))
                    .sorted()
                    .forEach(names::add);
        }
        return names;
    }

    /// The report in the ledger.
    private byte[] decided() throws Exception {
        return LedgerFile.read(home.resolve("data"), statement -> {
            try (ResultSet row = statement.executeQuery("SELECT report FROM settlement")) {
                return row.getBytes(1);
            }
        });
    }

    private Path folder() {
        return home.resolve("data/settlements/lily");
    }

    private Path file(String name) {
        return folder().resolve(yesterday + name);
    }

    private static TestClient lily(PackagedServer server) {
        TestClient lily = server.greeted("Lily");
        lily.send("REGISTER#Lily#0").expect("*");
        assertThat(lily.askForStatus("LOGIN#Lily#0")).isEqualTo(List.of("0", "Lily#127.0.0.1#0"));
        return lily;
    }

    private PackagedServer killedAt(Death death) {
        Path place = death.file.isEmpty() ? folder() : home.relativize(file(death.file));
        String kill = "inject=" + death.calls + ":signal=SIGKILL:when=" + death.when;
        return traced(home.resolve("trace"), death.calls, place, "-e", kill).start();
    }

    /// Traces calls that are about one file or folder: by the name that the server gives to a file, which begins
    /// where it runs, or by the path of a folder that it has open.
    ///
    /// strace counts the calls of each thread: one carries all sessions. It does so without `--seccomp-bpf`, which
    /// has it miscount.
    private PackagedServer.Builder traced(Path output, String calls, Path place, String... more) {
        List<String> strace = new ArrayList<>(
                List.of("strace", "-f", "-o", output.toString(), "-P", place.toString(), "-e", "trace=" + calls));
        strace.addAll(List.of(more));
        return PackagedServer.in(home)
                .jvm("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .under(strace.toArray(String[]::new));
    }
}
