package io.micropay.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A CA for tests, and certificates as micropay does not make them.
final class TestCertificates {

    /// Making a CA takes a while: one serves all tests that do not change it.
    static final CertificateAuthority AUTHORITY = CertificateAuthority.create(Clock.systemUTC());

    private TestCertificates() {}

    /// A certificate of `authority` that says what it is told to.
    ///
    /// @param purposes extended key usages; none leaves the extension out
    static X509Certificate odd(
            CertificateAuthority authority,
            String subject,
            VerificationKey key,
            boolean isAuthority,
            int usage,
            String... purposes) {
        try {
            Instant now = Instant.now();
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    X500Name.getInstance(
                            authority.certificate().getSubjectX500Principal().getEncoded()),
                    BigInteger.TEN,
                    Date.from(now.minusSeconds(60)),
                    Date.from(now.plusSeconds(3600)),
                    new X500Name(subject),
                    SubjectPublicKeyInfo.getInstance(key.encoded()));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (purposes.length > 0) {
                KeyPurposeId[] ids = List.of(purposes).stream()
                        .map(purpose -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose)))
                        .toArray(KeyPurposeId[]::new);
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(ids));
            }
            SigningKey signer = authority.signingKey();
            return Certificates.decode(builder.build(new JcaContentSignerBuilder(
                                    signer.verificationKey().algorithm().signatureName())
                            .build(signer.privateKey()))
                    .getEncoded());
        } catch (IOException | OperatorCreationException | CryptoException e) {
            throw new IllegalStateException(e);
        }
    }
}
