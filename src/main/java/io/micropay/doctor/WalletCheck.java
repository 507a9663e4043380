package io.micropay.doctor;

import io.micropay.client.IdentityFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// A person's own wallet: whether its files belong together, serve today, and are private.
///
/// A key under a password is not opened: whether it is the certificate's shows when the wallet is used.
public final class WalletCheck implements Check {

    private final IdentityFolder wallet;
    private final InstantSource clock;

    public WalletCheck(IdentityFolder wallet, InstantSource clock) {
        this.wallet = wallet;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return wallet.name();
    }

    @Override
    public void run(Consumer<Finding> tell) {
        try {
            tell.accept(found());
        } catch (CryptoException wrong) {
            tell.accept(Finding.fail(subject(), String.valueOf(wrong.getMessage()), wrong.hint()));
        }
    }

    private Finding found() throws CryptoException {
        Optional<X509Certificate> authority = wallet.authority();
        Optional<X509Certificate> certificate = wallet.certificate();
        if (authority.isEmpty() || certificate.isEmpty()) {
            return Finding.warn(
                    subject(), "the wallet's first run has not come to its end", "micropay client goes on with it");
        }
        boolean locked = wallet.protectedKey().isPresent();
        if (!locked) {
            Identity.of(certificate.get(), authority.get(), wallet.unprotectedKey());
        }
        Finding dates = CertificateDates.of(
                subject(), certificate.get(), clock.instant(), "connect to its server, and the wallet renews it");
        String key = locked ? "; its key is under a password" : "; its key has no password";
        return new Finding(dates.verdict(), dates.subject(), dates.text() + key, dates.advice());
    }
}
