package io.micropay.client.shell;

import io.micropay.client.shell.CommandFailedException.Kind;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/// A certificate that lies in a folder of somebody's making: whoever made it renews it, and has to be told in time.
public final class GivenCertificate implements Renewal {

    /// Enough to have another made in peace.
    private static final Duration SOON = Duration.ofDays(14);

    private final X509Certificate certificate;
    private final Consumer<String> tell;
    private final Clock clock;
    private boolean told;

    /// @param tell is told once when the certificate is about to end
    public GivenCertificate(X509Certificate certificate, Consumer<String> tell, Clock clock) {
        this.certificate = certificate;
        this.tell = tell;
        this.clock = clock;
    }

    @Override
    public void beforeConnecting() throws CommandFailedException {
        if (Certification.hasEnded(certificate, clock.instant())) {
            throw new CommandFailedException(
                    Kind.AUTHENTICATION, SignInSentences.hasEnded(certificate), SignInSentences.HAVE_RENEWED);
        }
    }

    @Override
    public Duration pause() {
        return RenewalPace.STANDARD.look();
    }

    @Override
    public synchronized void look() {
        if (!told && Certification.hasEnded(certificate, clock.instant().plus(SOON))) {
            told = true;
            tell.accept(SignInSentences.endsSoon(certificate));
        }
    }
}
