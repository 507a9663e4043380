package io.micropay.client.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.testing.MovedClock;
import io.micropay.testing.TestCertificates;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GivenCertificateTest {

    private final X509Certificate certificate =
            TestCertificates.shared().account("Joanne").certificate();
    private final List<String> told = new ArrayList<>();
    private final AtomicLong ahead = new AtomicLong();
    private final Renewal renewal = new GivenCertificate(certificate, told::add, new MovedClock(ahead));

    @Test
    void endIsToldOfTwoWeeksBeforeAndOnce() {
        inDays(75);
        renewal.look();
        assertThat(told).isEmpty();

        inDays(77);
        renewal.look();
        renewal.look();
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("-> The certificate in this folder ends on ")
                .contains("does not renew itself");
    }

    @Test
    void afterItsEndNobodyConnectsWithIt() {
        inDays(89);
        assertThatCode(renewal::beforeConnecting).doesNotThrowAnyException();

        inDays(91);
        assertThatThrownBy(renewal::beforeConnecting).isInstanceOfSatisfying(CommandFailedException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(CommandFailedException.Kind.AUTHENTICATION);
            assertThat(failure).hasMessageStartingWith("the certificate has ended on ");
            assertThat(failure.hint()).contains(SignInSentences.HAVE_RENEWED);
        });
    }

    private void inDays(int days) {
        ahead.set(Duration.ofDays(days).toMillis());
    }
}
