package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.IdentityFolder;
import io.micropay.client.Wallet;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The certificate of a wallet that has its identity itself: renewed when two thirds of its life are over.
///
/// The key is open as long as the wallet is, so nobody is asked for a password again.
final class OwnCertificate implements Renewal {

    private final Wallet wallet;
    private final IdentityFolder folder;
    private final Certification certification;
    private final RenewalPace pace;
    private final Clock clock;
    private final ReentrantLock renewing = new ReentrantLock();
    private Instant nextTry = Instant.MIN;

    OwnCertificate(Wallet wallet, IdentityFolder folder, Certification certification, RenewalPace pace, Clock clock) {
        this.wallet = wallet;
        this.folder = folder;
        this.certification = certification;
        this.pace = pace;
        this.clock = clock;
    }

    @Override
    public void beforeConnecting() throws CommandFailedException {
        if (!hasEnded()) {
            return;
        }
        renewing.lock();
        try {
            takeWhatAnotherProcessHasGot();
            if (hasEnded()) {
                wallet.renew(certification.another(wallet.identity()));
            }
        } catch (CancelledException takenBack) {
            throw Failures.notOpened();
        } catch (ConnectionException failure) {
            throw Failures.of(failure);
        } catch (IOException failure) {
            throw Failures.notKept(folder.path(), failure);
        } finally {
            renewing.unlock();
        }
    }

    @Override
    public Duration pause() {
        return pace.look();
    }

    @Override
    public void look() {
        renewing.lock();
        try {
            takeWhatAnotherProcessHasGot();
            Instant now = clock.instant();
            Identity own = wallet.identity();
            if (Certification.isDue(own.certificate(), now) && now.isAfter(nextTry)) {
                nextTry = now.plus(pace.again());
                wallet.renew(certification.renewed(own));
            }
        } finally {
            renewing.unlock();
        }
    }

    private boolean hasEnded() {
        return Certification.hasEnded(wallet.identity().certificate(), clock.instant());
    }

    /// Each command of the wallet that is started renews too, and keeps what it got in the folder.
    private void takeWhatAnotherProcessHasGot() {
        Identity own = wallet.identity();
        try {
            Optional<X509Certificate> kept = folder.certificate();
            if (kept.isPresent() && lastsLonger(kept.get(), own.certificate())) {
                wallet.renew(Identity.of(kept.get(), own.authority(), own.signingKey()));
            }
        } catch (CryptoException damaged) {
            // A certificate that nobody can use is replaced by the next one.
        }
    }

    private static boolean lastsLonger(X509Certificate kept, X509Certificate own) {
        return Certification.hasEnded(own, kept.getNotAfter().toInstant());
    }
}
