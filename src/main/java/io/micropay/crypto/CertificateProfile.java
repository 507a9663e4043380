package io.micropay.crypto;

import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/// The five kinds of certificates, what each may be used for, and how long each lasts when nobody says otherwise.
enum CertificateProfile {
    /// Signs the other four, and no further CA.
    AUTHORITY(Duration.ofDays(3652)) {
        @Override
        BasicConstraints constraints() {
            return new BasicConstraints(0);
        }

        @Override
        KeyUsage usage(KeyAlgorithm algorithm) {
            return new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
        }

        @Override
        Optional<ExtendedKeyUsage> purpose() {
            return Optional.empty();
        }
    },

    /// Stands for the key of an account towards the server.
    ACCOUNT(Duration.ofDays(90)) {
        @Override
        KeyUsage usage(KeyAlgorithm algorithm) {
            return messages(algorithm);
        }

        @Override
        Optional<ExtendedKeyUsage> purpose() {
            return Optional.of(new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
        }
    },

    /// Stands for the server's host names and addresses.
    SERVER(Duration.ofDays(3652)) {
        @Override
        Optional<ExtendedKeyUsage> purpose() {
            return Optional.of(new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        }
    },

    /// Signs receipts. Without a purpose it would pass for a client's and for a server's; document signing
    /// (RFC 9336) is what a receipt is, and rules both out.
    RECEIPT(Duration.ofDays(3652)) {
        @Override
        Optional<ExtendedKeyUsage> purpose() {
            return Optional.of(new ExtendedKeyUsage(KeyPurposeId.getInstance(DOCUMENT_SIGNING)));
        }
    },

    /// Opens settlements and signs the reports on them. Of the purposes there are, that of protected mail (RFC 5280,
    /// section 4.2.1.12) is the one for CMS messages, and openssl takes it for that without being told.
    SETTLEMENT(Duration.ofDays(3652)) {
        @Override
        KeyUsage usage(KeyAlgorithm algorithm) {
            return messages(algorithm);
        }

        @Override
        Optional<ExtendedKeyUsage> purpose() {
            return Optional.of(new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
        }
    };

    static final ASN1ObjectIdentifier DOCUMENT_SIGNING = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.36");

    private final Duration validity;

    CertificateProfile(Duration validity) {
        this.validity = validity;
    }

    BasicConstraints constraints() {
        return new BasicConstraints(false);
    }

    /// TLS 1.3 uses a certificate's key for signatures only, and so does a receipt.
    KeyUsage usage(KeyAlgorithm algorithm) {
        return new KeyUsage(KeyUsage.digitalSignature);
    }

    /// Signs messages, and is sent encrypted ones where the key can do that.
    private static KeyUsage messages(KeyAlgorithm algorithm) {
        int receives = switch (algorithm) {
            case RSA -> KeyUsage.keyEncipherment;
            case P256 -> KeyUsage.keyAgreement;
            case ED25519 -> 0;
        };
        return new KeyUsage(KeyUsage.digitalSignature | receives);
    }

    abstract Optional<ExtendedKeyUsage> purpose();

    Duration validity() {
        return validity;
    }
}
