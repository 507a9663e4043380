package io.micropay.crypto;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;

/// Who can be sent what nobody else may read: the owner of an RSA or P-256 certificate.
public final class Recipient {

    private final X509Certificate certificate;
    private final KeyEncryption keyEncryption;

    private Recipient(X509Certificate certificate, KeyEncryption keyEncryption) {
        this.certificate = certificate;
        this.keyEncryption = keyEncryption;
    }

    /// The recipient behind a certificate; none when its key is an Ed25519 key, which can only sign.
    ///
    /// @throws UnsupportedKeyException when its key is not of an allowed kind
    public static Optional<Recipient> of(X509Certificate certificate) throws UnsupportedKeyException {
        KeyAlgorithm algorithm = VerificationKey.of(certificate.getPublicKey()).algorithm();
        return KeyEncryption.of(algorithm).map(keyEncryption -> new Recipient(certificate, keyEncryption));
    }

    ASN1Encodable enclose(byte[] contentKey) {
        return keyEncryption.enclose(contentKey, certificate);
    }

    @Override
    public String toString() {
        return "recipient " + certificate.getSubjectX500Principal();
    }
}
