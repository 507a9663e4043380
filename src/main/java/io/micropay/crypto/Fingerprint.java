package io.micropay.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A SHA-256 hash that names a key or a certificate, as 64 lower-case hex digits.
///
/// The fingerprint of a key is over its DER SubjectPublicKeyInfo (the protocol's key hash; of the CA's key, the
/// ledger id); that of a certificate is over the whole of its DER, as `openssl x509 -fingerprint -sha256` has it.
public record Fingerprint(String hex) {

    static final int HASH_BYTES = 32;

    private static final String ALGORITHM = "SHA256:";

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public Fingerprint {
        if (!isForm(hex)) {
            throw new IllegalArgumentException("a fingerprint has 64 lower-case hex digits");
        }
    }

    /// Whether `text` has the form of a fingerprint.
    public static boolean isForm(String text) {
        return FORM.matcher(text).matches();
    }

    /// Reads what [#text] writes, and what openssl prints: with or without `SHA256:` in front and colons between, in
    /// any case.
    public static Optional<Fingerprint> parse(String text) {
        String digits = text.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^" + ALGORITHM.toLowerCase(Locale.ROOT), "")
                .replace(":", "");
        return isForm(digits) ? Optional.of(new Fingerprint(digits)) : Optional.empty();
    }

    /// The fingerprint of these bytes.
    public static Fingerprint of(byte[] bytes) {
        return new Fingerprint(HexFormat.of().formatHex(sha256(bytes)));
    }

    public static Fingerprint ofKey(PublicKey key) {
        return of(key.getEncoded());
    }

    public static Fingerprint ofCertificate(X509Certificate certificate) {
        return of(Certificates.encoded(certificate));
    }

    /// The digits behind the name of the hash, as people hand them on.
    public String text() {
        return ALGORITHM + hex;
    }

    /// The digits as openssl prints them: upper-case pairs joined by colons.
    public String colons() {
        return HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(HexFormat.of().parseHex(hex));
    }

    @Override
    public String toString() {
        return hex;
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
