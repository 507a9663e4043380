package io.micropay.net;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Takes a server's word for its CA, for a look at that CA: the chain must hold by itself, be a server's, and name the
/// dialled host.
///
/// What is right about a chain for any other CA is right here too, so that a person is not asked to trust a server that
/// could not be connected to afterwards.
final class FirstSightTrust extends X509ExtendedTrustManager {

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trustIn(chain).checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trustIn(chain).checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trustIn(chain).checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noClients();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static AuthorityTrust trustIn(X509Certificate[] chain) throws CertificateException {
        X509Certificate last = chain[chain.length - 1];
        if (chain.length < 2 || last.getBasicConstraints() < 0) {
            throw new CertificateException("the server does not show its CA");
        }
        return AuthorityTrust.in(last);
    }

    private static CertificateException noClients() {
        return new CertificateException("nobody is served here");
    }
}
