package io.micropay.crypto;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// Who someone is on a connection: a certificate, its chain up to the CA, and the private key.
///
/// The key belongs to the certificate, and each certificate of the chain is signed by the next.
///
/// @param chain the certificate first, the CA's last
public record Identity(X509Certificate certificate, List<X509Certificate> chain, SigningKey signingKey) {

    public Identity {
        chain = List.copyOf(chain);
        if (chain.isEmpty() || !chain.getFirst().equals(certificate)) {
            throw new IllegalArgumentException("a chain starts with the certificate itself");
        }
    }

    /// Puts together a certificate, its CA's certificate and its key.
    ///
    /// @throws CryptoException when the key is another's, or the CA did not issue the certificate
    public static Identity of(X509Certificate certificate, X509Certificate authority, SigningKey key)
            throws CryptoException {
        if (!VerificationKey.of(certificate.getPublicKey()).equals(key.verificationKey())) {
            throw new CryptoException("the private key is not the certificate's");
        }
        if (!Certificates.isIssuedBy(certificate, authority)) {
            throw new CryptoException("the certificate was not issued by this CA");
        }
        return new Identity(certificate, List.of(certificate, authority), key);
    }

    /// Loads an identity from its three files.
    ///
    /// @throws CryptoException when a file is missing, wrong or readable by others, or they do not belong together
    public static Identity load(Path certificateFile, Path keyFile, Path authorityFile) throws CryptoException {
        X509Certificate certificate = PemFiles.readCertificate(certificateFile);
        X509Certificate authority = PemFiles.readCertificate(authorityFile);
        SigningKey key = PemFiles.readPrivateKey(keyFile);
        if (!VerificationKey.of(certificate.getPublicKey()).equals(key.verificationKey())) {
            throw new CryptoException(keyFile + " is not the key of " + certificateFile);
        }
        if (!Certificates.isIssuedBy(certificate, authority)) {
            throw new CryptoException(
                    certificateFile + " was not issued by the CA of " + authorityFile,
                    "each ledger has a CA of its own: take both files from the same operator");
        }
        return new Identity(certificate, List.of(certificate, authority), key);
    }

    /// The common name of the certificate.
    public String name() {
        return Certificates.name(certificate)
                .orElseGet(() -> certificate.getSubjectX500Principal().getName());
    }

    public X509Certificate authority() {
        return chain.getLast();
    }

    public PrivateKey privateKey() {
        return signingKey.privateKey();
    }

    public VerificationKey verificationKey() {
        return signingKey.verificationKey();
    }

    /// Refuses an identity whose certificate has not begun or has ended: said early, it is a clear message; said by
    /// the other side's TLS, an alert.
    ///
    /// @throws CryptoException when a certificate of the chain is not valid at `instant`
    public void requireValidAt(Instant instant) throws CryptoException {
        for (X509Certificate link : chain) {
            if (!Certificates.isValidAt(link, instant)) {
                throw new CryptoException("the certificate " + link.getSubjectX500Principal() + " is valid from "
                        + link.getNotBefore().toInstant() + " to "
                        + link.getNotAfter().toInstant() + " only");
            }
        }
    }

    @Override
    public String toString() {
        return "identity of " + name() + ", " + verificationKey();
    }
}
