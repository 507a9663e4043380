package io.micropay.net;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Trusts certificates of one CA, each for its own side only.
///
/// The chain, its validity and the dialled name are judged by the JDK's PKIX trust manager. It
/// takes a certificate without an extended key usage (RFC 5280, section 4.2.1.12) for one of any
/// usage; here the usage must be there, so that a receipt certificate opens no connection.
public final class AuthorityTrust extends X509ExtendedTrustManager {

    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private final X509Certificate ca;
    private final X509ExtendedTrustManager pkix;

    private AuthorityTrust(X509Certificate ca, X509ExtendedTrustManager pkix) {
        this.ca = ca;
        this.pkix = pkix;
    }

    /// Trusts certificates that this CA issued.
    public static AuthorityTrust in(X509Certificate ca) {
        try {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            anchors.setCertificateEntry("ca", ca);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            return new AuthorityTrust(ca, (X509ExtendedTrustManager) factory.getTrustManagers()[0]);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK has no PKIX", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        pkix.checkClientTrusted(chain, authType, socket);
        checkUsage(chain[0], CLIENT_AUTH);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        OtherAuthorityException.requireNone(ca, chain);
        pkix.checkServerTrusted(chain, authType, socket);
        checkUsage(chain[0], SERVER_AUTH);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        pkix.checkClientTrusted(chain, authType, engine);
        checkUsage(chain[0], CLIENT_AUTH);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        OtherAuthorityException.requireNone(ca, chain);
        pkix.checkServerTrusted(chain, authType, engine);
        checkUsage(chain[0], SERVER_AUTH);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        pkix.checkClientTrusted(chain, authType);
        checkUsage(chain[0], CLIENT_AUTH);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        OtherAuthorityException.requireNone(ca, chain);
        pkix.checkServerTrusted(chain, authType);
        checkUsage(chain[0], SERVER_AUTH);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pkix.getAcceptedIssuers();
    }

    private static void checkUsage(X509Certificate certificate, String usage) throws CertificateException {
        @Nullable List<String> usages = certificate.getExtendedKeyUsage();
        if (usages == null || !usages.contains(usage)) {
            throw new CertificateException("the certificate is not for this use");
        }
    }
}
