package io.micropay.crypto;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/// The signature under one certificate, by whatever signs fastest here: with the JDK's RSA, the CA's signature would be
/// most of what a certificate costs.
final class IssuerSignature implements ContentSigner {

    private final SigningKey key;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    IssuerSignature(SigningKey key) {
        this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return new DefaultSignatureAlgorithmIdentifierFinder()
                .find(key.verificationKey().algorithm().signatureName());
    }

    @Override
    public OutputStream getOutputStream() {
        return content;
    }

    @Override
    public byte[] getSignature() {
        return key.sign(content.toByteArray());
    }
}
