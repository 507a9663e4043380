package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.PemFiles;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCommandIT {

    @TempDir
    private Path certs;

    @Test
    void serverIsWellUntilItStops() throws Exception {
        Files.writeString(
                certs.resolve("ca.crt"), PemFiles.text(TestCertificates.shared().ca()));
        int port;
        try (TestServer server = TestServer.start()) {
            port = server.port();
            Path ca = certs.resolve("ca.crt");
            assertThat(Invocation.of(new HealthCommand(), "127.0.0.1", Integer.toString(port), "--ca", ca.toString())
                            .exitCode())
                    .isZero();
            Invocation well = health(port);
            assertThat(well)
                    .isEqualTo(new Invocation(
                            0,
                            "127.0.0.1:" + port + " serves ledger "
                                    + TestCertificates.shared().ledgerId() + "\n",
                            ""));
        }
        Invocation unwell = health(port);
        assertThat(unwell.exitCode()).isEqualTo(69);
        assertThat(unwell.err()).startsWith("micropay: error: nobody listens at 127.0.0.1:" + port + "\n");
    }

    @Test
    void withoutTheAuthorityNobodyIsTrusted() {
        Invocation invocation = health(16000);

        assertThat(invocation.exitCode()).isEqualTo(78);
        assertThat(invocation.err()).contains("ca.crt does not exist");
    }

    private Invocation health(int port) {
        return Invocation.of(new HealthCommand(), "127.0.0.1", Integer.toString(port), "--certs", certs.toString());
    }
}
