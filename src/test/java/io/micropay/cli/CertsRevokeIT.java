package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What `micropay certs revoke` does to a server that runs: here to an account of its ledger, of which the folder holds
/// no certificate.
class CertsRevokeIT {

    /// A second, and what a busy machine adds.
    private static final Duration SOON = Duration.ofMillis(2_500);

    @Test
    void openSessionsEndWithinASecondAndNewOnesAreRefused() {
        try (TestServer server = TestServer.start();
                TestClient joanne = server.newcomer("Joanne", "10");
                TestClient lily = server.newcomer("Lily", "0")) {
            String folder = server.folder().toString();
            long start = System.nanoTime();
            Invocation revoked =
                    Invocation.of(new CertsRevokeCommand(), "joanne", "--certs", folder, "--data-dir", folder);
            assertThat(revoked)
                    .isEqualTo(new Invocation(
                            0,
                            "Revoked the key "
                                    + server.certificates()
                                            .account("Joanne")
                                            .verificationKey()
                                            .fingerprint()
                                    + "\n",
                            ""));

            joanne.expectEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
            server.connect("Joanne").expect("220 AUTH_FAIL#revoked key").expectEnd();
            assertThat(lily.ask("BALANCE")).isEqualTo("BALANCE#0");
            assertThat(Invocation.of(new CertsRevokeCommand(), "Nobody", "--certs", folder, "--data-dir", folder)
                            .err())
                    .startsWith("micropay: error: there is no account Nobody in this ledger\n");
        }
    }
}
