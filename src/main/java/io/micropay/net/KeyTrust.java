package io.micropay.net;

import io.micropay.crypto.VerificationKey;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts one key, whatever certificate it comes in.
///
/// The payee serves the peer hop with its account certificate, which is none for a server: PKIX
/// refuses it. What the payer knows of the payee is the key that the ledger gave.
final class KeyTrust extends X509ExtendedTrustManager {

    private final byte[] expected;

    KeyTrust(VerificationKey expected) {
        this.expected = expected.encoded();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (!Arrays.equals(chain[0].getPublicKey().getEncoded(), expected)) {
            throw new CertificateException("the peer's key is not the expected one");
        }
    }
}
