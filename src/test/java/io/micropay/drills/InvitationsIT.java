package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CertificateRequest;
import io.micropay.crypto.KeyKind;
import io.micropay.money.Base64Url;
import io.micropay.testing.Crowd;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two packed servers share a folder of certificates, and are killed: an invitation lets in one person all the same.
@Drill
class InvitationsIT {

    private static final int CODES = 12;
    private static final int STRANGERS_EACH = 4;

    @TempDir
    Path home;

    private List<String> codes = List.of();

    @BeforeEach
    void invite() throws Exception {
        Path certs = home.resolve("certs");
        TestCertificates.shared().writeTo(certs);
        TestCertificates.shared().writeAuthorityKeyTo(certs);
        codes = new CertificateFolder(certs, Clock.systemUTC()).invitations().make(CODES);
    }

    private PackagedServer server(String data) {
        return PackagedServer.in(home)
                .options("--enrol", "invite", "--data-dir", data)
                .start();
    }

    @Test
    void ofManyStrangersAtTwoServersOneGetsInWithACode() throws Exception {
        try (PackagedServer one = server("one");
                PackagedServer other = server("other")) {
            for (String code : codes) {
                List<Callable<String>> attempts = new ArrayList<>();
                for (int i = 0; i < STRANGERS_EACH; i++) {
                    attempts.add(() -> enroll(one, code));
                    attempts.add(() -> enroll(other, code));
                }
                assertThat(Crowd.atOnce(attempts)).containsOnlyOnce("ENROLLED");
            }
        }
    }

    /// Whoever was let in before the kill was the only one; what the kill came before may be lost, or still good.
    @Test
    void aCodeThatLetSomebodyInDoesNotComeBackWithAKilledServer() throws Exception {
        AtomicInteger let = new AtomicInteger();
        List<String> letIn = new ArrayList<>();
        PackagedServer victim = server("one");
        try (victim) {
            for (String code : codes.subList(0, CODES / 2)) {
                if (enroll(victim, code).equals("ENROLLED")) {
                    letIn.add(code);
                }
            }
            List<Callable<Integer>> underWay = new ArrayList<>();
            for (String code : codes.subList(CODES / 2, CODES)) {
                underWay.add(() -> enroll(victim, code).equals("ENROLLED") ? let.incrementAndGet() : 0);
            }
            underWay.add(() -> {
                victim.kill();
                return 0;
            });
            Crowd.atOnce(underWay);
        }
        assertThat(letIn).hasSize(CODES / 2);
        try (PackagedServer again = server("one")) {
            for (String code : letIn) {
                assertThat(enroll(again, code)).isEqualTo("220 AUTH_FAIL");
            }
            int after = 0;
            for (String code : codes.subList(CODES / 2, CODES)) {
                after += enroll(again, code).equals("ENROLLED") ? 1 : 0;
            }
            assertThat(let.get() + after).isLessThanOrEqualTo(CODES / 2);
        }
    }

    /// A stranger with a key of their own; the first field of the answer, or nothing when the server is gone.
    private static String enroll(PackagedServer server, String code) {
        byte[] request =
                CertificateRequest.create("Stranger", KeyKind.P256.generate()).encoded();
        try (TestClient stranger = server.connectWithoutCertificate()) {
            stranger.expect("Connection accepted!");
            return stranger.ask("ENROLL#" + Base64Url.of(request) + "#" + code).split("#", 2)[0];
        } catch (UncheckedIOException gone) {
            return "";
        }
    }
}
