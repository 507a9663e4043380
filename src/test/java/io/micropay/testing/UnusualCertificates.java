package io.micropay.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Certificates that are the CA's, and that the CA would never issue.
final class UnusualCertificates {

    private static final Duration DAY = Duration.ofDays(1);
    private static final AlgorithmParameterSpec P256 = new ECGenParameterSpec("secp256r1");

    private final TestCertificates certificates;

    UnusualCertificates(TestCertificates certificates) {
        this.certificates = certificates;
    }

    /// A key and the certificates that come with it.
    record Certified(PrivateKey key, List<X509Certificate> chain) {}

    /// A certificate that is unusual in just this way.
    Certified certified(String name, String oddity) {
        Instant tomorrow = Instant.now().plus(DAY);
        KeyPurposeId client = KeyPurposeId.id_kp_clientAuth;
        return switch (oddity) {
            case "rsa-1024" -> certify(name, keys("RSA", rsa(1_024, 65_537)), tomorrow, client);
            case "rsa-exponent-3" -> certify(name, keys("RSA", rsa(2_048, 3)), tomorrow, client);
            case "p-384" -> certify(name, keys("EC", new ECGenParameterSpec("secp384r1")), tomorrow, client);
            case "expired" -> certify(name, keys("EC", P256), Instant.now().minus(DAY), client);
            case "for-a-server" -> certify(name, keys("EC", P256), tomorrow, KeyPurposeId.id_kp_serverAuth);
            case "for-nothing" -> certify(name, keys("EC", P256), tomorrow);
            default -> throw new IllegalArgumentException(oddity);
        };
    }

    private static AlgorithmParameterSpec rsa(int bits, int exponent) {
        return new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent));
    }

    private static KeyPair keys(String algorithm, AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Certified certify(String name, KeyPair keys, Instant end, KeyPurposeId... purposes) {
        try {
            X509Certificate ca = certificates.ca();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    X500Name.getInstance(ca.getSubjectX500Principal().getEncoded()),
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(end.minus(DAY).minus(DAY)),
                    Date.from(end),
                    new X500Name("CN=" + name),
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            if (purposes.length > 0) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            }
            PrivateKey caKey = certificates.authority().signingKey().privateKey();
            X509Certificate leaf = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(caKey)));
            return new Certified(keys.getPrivate(), List.of(leaf, ca));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
