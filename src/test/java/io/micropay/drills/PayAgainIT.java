package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentId;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedCommand;
import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.ScriptedPayee;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A script is killed with SIGKILL while it pays under an id of its own, and runs the same command again: it is paid
/// once, and there is a receipt.
@Drill
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PayAgainIT {

    @TempDir
    private Path home;

    private TestServer server;
    private ScriptedPayee lily;

    @BeforeEach
    void joanneHasTen() throws IOException {
        server = TestServer.start();
        server.certificates().writeTo(home.resolve("certs"), "Joanne");
        try (TestClient joanne = server.newcomer("Joanne", "10")) {
            joanne.send("EXIT").expect("Bye");
        }
        lily = ScriptedPayee.online(server, "Lily", (channel, order, payee) -> {
            channel.write(payee.accepted(order));
            channel.write(payee.submit(order));
        });
    }

    @AfterEach
    void stop() {
        lily.close();
        server.close();
    }

    /// At the eighth sync the order is not written yet, at the ninth it has not left, at the eleventh it is paid and
    /// the receipt is not written, at the sixteenth its end is not. The others make the names of folders last.
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 11, 16})
    void sameCommandAgainPaysOnce(int sync) throws Exception {
        Strace.requireUsable();
        String[] pay = {
            "pay",
            "Lily",
            "7",
            "two teas",
            "--id",
            PaymentId.next().toString(),
            "--json",
            "--name",
            "Joanne",
            "--certs",
            "certs",
            "--server",
            "127.0.0.1:" + server.port()
        };
        try (PackagedCommand killed = PackagedCommand.under(killingAt(sync), home, pay)) {
            assertThat(killed.awaitEnd().exitCode()).isNotZero();
            assertThat(killed.output()).isEmpty();
        }
        Ended again = PackagedCommand.run(home, pay);

        assertThat(again.exitCode()).as(again.errors()).isZero();
        assertThat(again.output()).contains("\"amount\":\"7\",\"memo\":\"two teas\"");
        try (TestClient joanne = server.greeted("Joanne")) {
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#3");
        }
    }

    /// Without `--seccomp-bpf`, which has strace miscount the calls.
    private static List<String> killingAt(int sync) {
        String inject = "inject=fsync:signal=SIGKILL:when=" + sync;
        return List.of("strace", "-f", "-o", "/dev/null", "-e", "trace=fsync", "-e", inject);
    }
}
