package io.micropay.cli;

import io.micropay.crypto.CertificateAuthority;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.server.EnrolmentMode;
import io.micropay.server.EnrolmentPolicy;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whom a server is to certify, and whether it can.
final class EnrolmentChoice {

    private static final Logger LOG = LoggerFactory.getLogger("micropay.server");

    private EnrolmentChoice() {}

    /// @throws CryptoException when the mode needs the CA's key, and it is missing or wrong
    static EnrolmentPolicy of(EnrolmentMode mode, CertificateFolder folder) throws CryptoException {
        Optional<CertificateAuthority> authority = switch (mode) {
            case OPEN, INVITE -> Optional.of(required(mode, folder));
            case CLOSED -> present(folder);
        };
        return new EnrolmentPolicy(mode, authority, folder.invitations());
    }

    private static CertificateAuthority required(EnrolmentMode mode, CertificateFolder folder) throws CryptoException {
        if (!folder.hasAuthorityKey()) {
            throw new CryptoException(
                    "--enrol " + mode.name().toLowerCase(Locale.ROOT) + " needs the CA's key, and "
                            + folder.keyFile("ca") + " is not here",
                    "bring it here, or leave certificates to micropay certs sign with --enrol closed");
        }
        CertificateAuthority authority = folder.authority();
        LOG.info(
                "New wallets are certified here; the CA that they are to trust is {}",
                Fingerprint.ofCertificate(authority.certificate()).text());
        return authority;
    }

    /// A closed server only renews certificates, which must not keep it from its work.
    private static Optional<CertificateAuthority> present(CertificateFolder folder) {
        if (!folder.hasAuthorityKey()) {
            return Optional.empty();
        }
        try {
            return Optional.of(folder.authority());
        } catch (CryptoException unusable) {
            LOG.warn("Certificates are not renewed here: {}", unusable.getMessage());
            return Optional.empty();
        }
    }
}
