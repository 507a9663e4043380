package io.micropay.crypto;

/// The three signature schemes of the protocol.
public enum KeyAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2), 2048 to 4096 bits, exponent 65537.
    RSA("RSA", "SHA256withRSA"),
    /// ECDSA on P-256 with SHA-256, the signature in DER (RFC 3279, section 2.2.3).
    P256("EC", "SHA256withECDSA"),
    /// Pure Ed25519 (RFC 8032).
    ED25519("Ed25519", "Ed25519");

    private final String keyName;
    private final String signatureName;

    KeyAlgorithm(String keyName, String signatureName) {
        this.keyName = keyName;
        this.signatureName = signatureName;
    }

    /// The name the Java platform gives to keys of this kind.
    public String keyName() {
        return keyName;
    }

    /// The name the Java platform gives to the scheme.
    public String signatureName() {
        return signatureName;
    }
}
