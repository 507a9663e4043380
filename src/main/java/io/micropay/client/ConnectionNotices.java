package io.micropay.client;

import java.security.cert.X509Certificate;

/// What a person may want to know while a connection to the server comes about.
public interface ConnectionNotices {

    /// For those who want to know nothing.
    ConnectionNotices NONE = new ConnectionNotices() {
        @Override
        public void serverCertificate(X509Certificate certificate) {}

        @Override
        public void waiting(int ahead) {}
    };

    /// The handshake is over, and this is the server's certificate.
    void serverCertificate(X509Certificate certificate);

    /// No worker is free.
    ///
    /// @param ahead clients that wait before this one
    void waiting(int ahead);
}
