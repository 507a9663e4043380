package io.micropay.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// How each signature scheme of the protocol is written in SignedData (RFC 5754; for Ed25519, RFC 8419).
///
/// @param spellings the identifiers of the scheme that are taken; the first is the one that is written
record CmsScheme(String digestName, ASN1ObjectIdentifier digest, List<AlgorithmIdentifier> spellings) {

    /// openssl writes the second: it names the key's algorithm only, and the hash stands beside it.
    private static final CmsScheme RSA = sha256(
            new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE),
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE));

    private static final CmsScheme P256 = sha256(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256));

    /// The attributes hold a SHA-512 hash, as section 3.1 of its RFC wants it.
    private static final CmsScheme ED25519 = new CmsScheme(
            "SHA-512",
            NISTObjectIdentifiers.id_sha512,
            List.of(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519)));

    private static CmsScheme sha256(AlgorithmIdentifier... spellings) {
        return new CmsScheme("SHA-256", NISTObjectIdentifiers.id_sha256, List.of(spellings));
    }

    static CmsScheme of(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case RSA -> RSA;
            case P256 -> P256;
            case ED25519 -> ED25519;
        };
    }

    AlgorithmIdentifier digestIdentifier() {
        return new AlgorithmIdentifier(digest);
    }

    AlgorithmIdentifier signatureIdentifier() {
        return spellings.getFirst();
    }

    /// Whether this names the scheme's hash; its parameters are absent or NULL (RFC 5754, section 2).
    boolean isDigest(ASN1Encodable identifier) {
        AlgorithmIdentifier read = AlgorithmIdentifier.getInstance(identifier);
        return read.getAlgorithm().equals(digest)
                && (read.getParameters() == null || read.getParameters().equals(DERNull.INSTANCE));
    }

    boolean isSignature(ASN1Encodable identifier) {
        return spellings.contains(AlgorithmIdentifier.getInstance(identifier));
    }

    byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance(digestName).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-2", e);
        }
    }
}
