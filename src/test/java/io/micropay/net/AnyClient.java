package io.micropay.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// A client with the JDK's own settings: it trusts anybody, speaks what it likes, and shows what it has.
final class AnyClient {

    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;
    private final SSLParameters parameters = new SSLParameters();

    private AnyClient(KeyStore keys) {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
            managers.init(keys, NO_PASSWORD);
            context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), new TrustManager[] {new TrustAnybody()}, null);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static AnyClient withoutCertificate() {
        return new AnyClient(emptyStore());
    }

    static AnyClient with(KeyPair keys, X509Certificate... chain) {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("client", keys.getPrivate(), NO_PASSWORD, chain);
            return new AnyClient(store);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    AnyClient offeringProtocol(String protocol) {
        parameters.setProtocols(new String[] {protocol});
        return this;
    }

    AnyClient offeringGroup(String group) {
        parameters.setNamedGroups(new String[] {group});
        return this;
    }

    SSLContext context() {
        return context;
    }

    /// Dials; the handshake is still to come.
    SSLSocket dial(InetSocketAddress address) throws IOException {
        var raw = new Socket(address.getAddress(), address.getPort());
        raw.setSoTimeout(10_000);
        var tls = (SSLSocket) context.getSocketFactory().createSocket(raw, "localhost", address.getPort(), true);
        tls.setSSLParameters(parameters);
        return tls;
    }

    private static KeyStore emptyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final class TrustAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
