package io.micropay.net;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/// A server's chain ends in another CA than the one that is trusted: another ledger's, or somebody in between.
public final class OtherAuthorityException extends CertificateException {

    private final transient X509Certificate trusted;
    private final transient X509Certificate shown;

    private OtherAuthorityException(X509Certificate trusted, X509Certificate shown) {
        super("the server's chain ends in another CA");
        this.trusted = trusted;
        this.shown = shown;
    }

    /// Refuses a chain that ends in a CA's certificate of another key. One that ends otherwise is for others to judge.
    static void requireNone(X509Certificate trusted, X509Certificate[] chain) throws OtherAuthorityException {
        X509Certificate last = chain[chain.length - 1];
        boolean isAuthority = last.getBasicConstraints() >= 0;
        boolean sameKey = Arrays.equals(
                last.getPublicKey().getEncoded(), trusted.getPublicKey().getEncoded());
        if (isAuthority && !sameKey) {
            throw new OtherAuthorityException(trusted, last);
        }
    }

    public X509Certificate trusted() {
        return trusted;
    }

    public X509Certificate shown() {
        return shown;
    }
}
