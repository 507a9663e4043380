package io.micropay.crypto;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/// A request for a certificate (PKCS#10, RFC 2986) whose sender has proved that the key is his.
///
/// Only the public key and the common name are taken from it: other parts of the subject, attributes and wished-for
/// extensions are not even looked at. There is no instance with a wrong signature.
public final class CertificateRequest {

    private final byte[] encoded;
    private final String name;
    private final VerificationKey key;

    private CertificateRequest(byte[] encoded, String name, VerificationKey key) {
        this.encoded = encoded;
        this.name = name;
        this.key = key;
    }

    /// Makes a request for a certificate of `key` in this name.
    public static CertificateRequest create(String name, SigningKey key) {
        VerificationKey publicKey = key.verificationKey();
        try {
            byte[] encoded = new PKCS10CertificationRequestBuilder(
                            UnsignedCertificate.subject(name), SubjectPublicKeyInfo.getInstance(publicKey.encoded()))
                    .build(new JcaContentSignerBuilder(publicKey.algorithm().signatureName()).build(key.privateKey()))
                    .getEncoded();
            return new CertificateRequest(encoded, name, publicKey);
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("a request of a valid key can be made", e);
        }
    }

    /// Reads a DER request and checks its proof of possession.
    ///
    /// @throws CryptoException when it is malformed, has no single common name, or is not signed with its own key
    public static CertificateRequest decode(byte[] der) throws CryptoException {
        try {
            CertificationRequest request = CertificationRequest.getInstance(ASN1Primitive.fromByteArray(der));
            if (!Arrays.equals(request.getEncoded(ASN1Encoding.DER), der)) {
                throw new CryptoException("the request is not in DER");
            }
            return proved(request);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle reports malformed bytes with many kinds of exceptions.
            throw new CryptoException("the request is not readable", null, e);
        }
    }

    private static CertificateRequest proved(CertificationRequest request) throws IOException, CryptoException {
        CertificationRequestInfo content = request.getCertificationRequestInfo();
        VerificationKey key =
                VerificationKey.decode(content.getSubjectPublicKeyInfo().getEncoded(ASN1Encoding.DER));
        byte[] signed = content.getEncoded(ASN1Encoding.DER);
        if (!request.getSignatureAlgorithm().equals(scheme(key.algorithm()))
                || !key.verify(signed, request.getSignature().getOctets())) {
            throw new CryptoException(
                    "the request is not signed with the key it names",
                    "requests are signed with SHA-256 (openssl req -sha256), or with Ed25519");
        }
        String name = Certificates.commonName(content.getSubject())
                .orElseThrow(() -> new CryptoException("the request's subject has no single common name (CN)"));
        return new CertificateRequest(request.getEncoded(ASN1Encoding.DER), name, key);
    }

    private static AlgorithmIdentifier scheme(KeyAlgorithm algorithm) {
        return new DefaultSignatureAlgorithmIdentifierFinder().find(algorithm.signatureName());
    }

    /// The common name it asks for, as it was written: whether an account may have it is for the caller to check.
    public String name() {
        return name;
    }

    public VerificationKey key() {
        return key;
    }

    /// The DER of the request, a fresh copy.
    public byte[] encoded() {
        return encoded.clone();
    }

    @Override
    public String toString() {
        return "certificate request of " + key;
    }
}
