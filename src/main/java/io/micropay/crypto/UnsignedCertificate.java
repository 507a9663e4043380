package io.micropay.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/// All that a certificate says, before its issuer signs it (RFC 5280).
///
/// @param commonName   the whole of the subject
/// @param alternatives host names and addresses; empty for all but servers
record UnsignedCertificate(
        CertificateProfile profile,
        String commonName,
        VerificationKey subjectKey,
        Instant notBefore,
        Instant notAfter,
        List<GeneralName> alternatives) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERIAL_BYTES = 16;

    static X500Name subject(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    /// Signs it with the key of `issuer`, under a new random serial number of 128 bits.
    X509Certificate sign(X500Name issuer, SigningKey issuerKey) {
        byte[] serial = new byte[SERIAL_BYTES];
        RANDOM.nextBytes(serial);
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    issuer,
                    new BigInteger(1, serial),
                    Date.from(notBefore),
                    Date.from(notAfter),
                    subject(commonName),
                    info(subjectKey));
            addExtensions(builder, issuerKey.verificationKey());
            return Certificates.decode(
                    builder.build(new IssuerSignature(issuerKey)).getEncoded());
        } catch (IOException | NoSuchAlgorithmException | CryptoException e) {
            throw new IllegalStateException("a certificate of a valid key can be made", e);
        }
    }

    private void addExtensions(X509v3CertificateBuilder builder, VerificationKey issuerKey)
            throws IOException, NoSuchAlgorithmException {
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, profile.constraints());
        builder.addExtension(Extension.keyUsage, true, profile.usage(subjectKey.algorithm()));
        Optional<ExtendedKeyUsage> purpose = profile.purpose();
        if (purpose.isPresent()) {
            builder.addExtension(Extension.extendedKeyUsage, false, purpose.get());
        }
        if (!alternatives.isEmpty()) {
            GeneralNames names = new GeneralNames(alternatives.toArray(GeneralName[]::new));
            builder.addExtension(Extension.subjectAlternativeName, false, names);
        }
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(info(subjectKey)));
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(info(issuerKey)));
    }

    private static SubjectPublicKeyInfo info(VerificationKey key) {
        return SubjectPublicKeyInfo.getInstance(key.encoded());
    }
}
