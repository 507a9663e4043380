package io.micropay.crypto;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;

/// How the key of a content gets to its recipient (RFC 5652, section 6.2): by the kind of the recipient's key.
sealed interface KeyEncryption permits RsaKeyTransport, EcKeyAgreement {

    /// The way for keys of this kind; none for those that can only sign.
    static Optional<KeyEncryption> of(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case RSA -> Optional.of(new RsaKeyTransport());
            case P256 -> Optional.of(new EcKeyAgreement());
            case ED25519 -> Optional.empty();
        };
    }

    /// A RecipientInfo with the content's key for the owner of this certificate.
    ASN1Encodable enclose(byte[] contentKey, X509Certificate recipient);

    /// The content's key from a RecipientInfo.
    ///
    /// @throws CryptoException when it is malformed, or for another certificate
    /// @throws GeneralSecurityException when what it encloses does not decrypt
    byte[] disclose(ASN1Primitive recipientInfo, Identity recipient) throws CryptoException, GeneralSecurityException;
}
