package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.PemFiles;
import io.micropay.crypto.VerificationKey;
import io.micropay.server.EnrolmentMode;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedClient;
import io.micropay.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A wallet that is killed while it is made: the next start finishes it, with the key that was made if one was.
@Drill
@Timeout(120)
class FirstRunCrashIT {

    @TempDir
    private Path home;

    private final TestServer server =
            TestServer.with().enrolment(EnrolmentMode.OPEN).start();

    /// As homes do, it holds something.
    @BeforeEach
    void writeProfile() throws Exception {
        Files.createFile(home.resolve(".profile"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// A first run makes eleven syncs: of the names of three folders, and of the server, the CA, the key and the
    /// certificate, each time with that of their folder.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void killedAtAnyOfItsSyncsItIsFinishedByTheNextStart(int sync) throws Exception {
        Strace.requireUsable();
        try (PackagedClient killed = PackagedClient.under(killingAt(sync), home, options())) {
            assertThat(killed.end().exitCode()).as(killed::errors).isNotZero();
            assertThat(killed.output()).isEmpty();
        }
        Optional<VerificationKey> begun = key();
        assertThat(begun.isPresent()).isEqualTo(sync > 8);

        try (PackagedClient next = PackagedClient.piped(home, Map.of("MICROPAY_PASSWORD", ""), options())) {
            next.type("register Joanne 0\nlogin\n").end();
            assertThat(next.exitCode()).as(next::errors).isZero();
        }
        assertThat(key()).isPresent();
        begun.ifPresent(made -> assertThat(key()).contains(made));
    }

    /// A folder that is there may be one whose name never reached the disk: all that is put into it would be lost with
    /// it.
    @ParameterizedTest
    @CsvSource({"1, .", "2, .config"})
    void nameThatTheKilledRunDidNotSyncIsSyncedByTheNextStart(int sync, String above) throws Exception {
        Strace.requireUsable();
        try (PackagedClient killed = PackagedClient.under(killingAt(sync), home, options())) {
            assertThat(killed.end().exitCode()).isNotZero();
        }
        Path folder = home.resolve(above).normalize();
        assertThat(folder).isNotEmptyDirectory();
        Path trace = home.resolve("trace");

        try (PackagedClient next = PackagedClient.under(tracing(folder, trace), home, options())) {
            assertThat(next.end().exitCode()).as(next::errors).isZero();
        }
        assertThat(trace).content().contains("fsync(");
    }

    private Optional<VerificationKey> key() {
        Path file = home.resolve(".config/micropay/Joanne/wallet.key");
        try {
            return Files.exists(file)
                    ? Optional.of(PemFiles.readPrivateKey(file).verificationKey())
                    : Optional.empty();
        } catch (Exception half) {
            throw new AssertionError("a key is whole or not there", half);
        }
    }

    private String[] options() {
        return new String[] {
            "127.0.0.1",
            Integer.toString(server.port()),
            "--name",
            "Joanne",
            "--key",
            "ec",
            "--fingerprint",
            Fingerprint.ofCertificate(server.certificates().ca()).text()
        };
    }

    /// Writes down what syncs this folder.
    private static List<String> tracing(Path folder, Path trace) {
        return List.of(
                "env",
                "MICROPAY_PASSWORD=",
                "strace",
                "-f",
                "-o",
                trace.toString(),
                "-P",
                folder.toString(),
                "-e",
                "trace=fsync");
    }

    /// Without `--seccomp-bpf`, which has strace miscount the calls.
    private static List<String> killingAt(int sync) {
        String inject = "inject=fsync:signal=SIGKILL:when=" + sync;
        return List.of(
                "env", "MICROPAY_PASSWORD=", "strace", "-f", "-o", "/dev/null", "-e", "trace=fsync", "-e", inject);
    }
}
