package io.micropay.net;

import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.SigningKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A CA that certifies anything: also what the real one never would.
final class TestAuthority {

    private static final Duration HOUR = Duration.ofHours(1);

    private final SigningKey key = KeyKind.P256.generate();
    private final X500Name name;
    private final X509Certificate certificate;

    TestAuthority(String commonName) {
        name = new X500Name("CN=" + commonName);
        certificate =
                sign(builder(name, publicKey(key), Instant.now(), Instant.now().plus(HOUR)), true);
    }

    X509Certificate certificate() {
        return certificate;
    }

    Identity account(String account, SigningKey key) {
        return withUsages(account, key, KeyPurposeId.id_kp_clientAuth);
    }

    Identity expiredAccount(String account, SigningKey key) {
        Instant end = Instant.now().minus(HOUR);
        return identity(certify(account, key, end, KeyPurposeId.id_kp_clientAuth), key);
    }

    Identity withUsages(String subject, SigningKey key, KeyPurposeId... usages) {
        return identity(certify(subject, key, Instant.now().plus(HOUR), usages), key);
    }

    /// A server's identity for the hosts.
    Identity server(GeneralName... hosts) {
        SigningKey key = KeyKind.P256.generate();
        var builder = builder(
                new X500Name("CN=server"),
                publicKey(key),
                Instant.now(),
                Instant.now().plus(HOUR));
        extend(builder, KeyPurposeId.id_kp_serverAuth);
        try {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(hosts));
        } catch (CertIOException e) {
            throw new AssertionError(e);
        }
        return identity(sign(builder, false), key);
    }

    Identity localServer() {
        return server(
                new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    }

    /// An account certificate for a key of any kind.
    X509Certificate certifyAccount(String account, PublicKey key) {
        return certify(account, key, Instant.now().plus(HOUR), KeyPurposeId.id_kp_clientAuth);
    }

    private X509Certificate certify(String subject, SigningKey key, Instant notAfter, KeyPurposeId... usages) {
        return certify(subject, publicKey(key), notAfter, usages);
    }

    private X509Certificate certify(String subject, PublicKey key, Instant notAfter, KeyPurposeId... usages) {
        var builder = builder(new X500Name("CN=" + subject), key, notAfter.minus(HOUR.multipliedBy(2)), notAfter);
        extend(builder, usages);
        return sign(builder, false);
    }

    private Identity identity(X509Certificate leaf, SigningKey key) {
        return new Identity(leaf, List.of(leaf, certificate), key);
    }

    private static PublicKey publicKey(SigningKey key) {
        return key.verificationKey().publicKey();
    }

    private JcaX509v3CertificateBuilder builder(
            X500Name subject, PublicKey subjectKey, Instant notBefore, Instant notAfter) {
        return new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(System.nanoTime()),
                Date.from(notBefore.minus(HOUR)),
                Date.from(notAfter),
                subject,
                subjectKey);
    }

    private static void extend(JcaX509v3CertificateBuilder builder, KeyPurposeId... usages) {
        if (usages.length > 0) {
            try {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages));
            } catch (CertIOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder builder, boolean authority) {
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }
}
