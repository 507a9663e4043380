package io.micropay.net;

import io.micropay.crypto.Identity;
import io.micropay.crypto.VerificationKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// One side of TLS 1.3: whom it presents itself as, and whom it trusts.
///
/// Five sides exist: server, client and a client that knows no CA yet, and on the peer hop payee and payer. None
/// resumes a session, because a resumed session skips the look at the certificate.
public final class TlsContext {

    private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1"};

    /// JSSE neither issues nor takes a ticket (RFC 8446, section 4.6.1) that would live for more than seven days.
    private static final int SESSION_SECONDS_WITHOUT_TICKETS = 604_801;

    private final SSLContext context;
    private final SSLParameters parameters;
    private final boolean client;

    private TlsContext(SSLContext context, SSLParameters parameters, boolean client) {
        this.context = context;
        this.parameters = parameters;
        this.client = client;
    }

    /// The server: wants account certificates of the CA, and serves who has none.
    public static TlsContext server(Identity own, X509Certificate ca) {
        SSLParameters parameters = parameters();
        parameters.setWantClientAuth(true);
        return new TlsContext(context(() -> own, AuthorityTrust.in(ca)), parameters, false);
    }

    /// The client: trusts server certificates of the CA that carry the dialled host name or address.
    ///
    /// @param own null for a client that has no certificate yet
    public static TlsContext client(@Nullable Identity own, X509Certificate ca) {
        SSLParameters parameters = parameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return new TlsContext(context(own == null ? null : () -> own, AuthorityTrust.in(ca)), parameters, true);
    }

    /// The client that has met no server of this ledger yet: takes any CA's server certificate for the dialled host,
    /// and shows none. It is for a look at the CA, which ends the chain; nothing said on it is to be believed.
    public static TlsContext stranger() {
        SSLParameters parameters = parameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return new TlsContext(context(null, new FirstSightTrust()), parameters, true);
    }

    /// The payee's port: requires an account certificate of the CA.
    ///
    /// @param own is asked at each handshake, because a port is open for longer than a certificate lasts
    public static TlsContext payee(Supplier<Identity> own, X509Certificate ca) {
        SSLParameters parameters = parameters();
        parameters.setNeedClientAuth(true);
        return new TlsContext(context(own, AuthorityTrust.in(ca)), parameters, false);
    }

    /// The payer at the payee's port: only the key counts, neither the payee's chain nor its names.
    public static TlsContext payer(Identity own, VerificationKey payee) {
        return new TlsContext(context(() -> own, new KeyTrust(payee)), parameters(), true);
    }

    /// Layers TLS over a connected socket, and leaves closing the socket to its owner.
    ///
    /// @param host the name or address that was dialled, or the address of the dialler
    SSLSocket over(RawSocket raw, String host) throws IOException {
        var tls = (SSLSocket) context.getSocketFactory().createSocket(raw, host, raw.getPort(), false);
        tls.setUseClientMode(client);
        tls.setSSLParameters(parameters);
        return tls;
    }

    /// TLS for one connection whose bytes the caller carries himself, as who serves many on one thread does. Deadlines
    /// are the caller's too.
    ///
    /// @param host the name or address that is dialled
    public SSLEngine engine(String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(client);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static SSLParameters parameters() {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setNamedGroups(GROUPS);
        return parameters;
    }

    /// A cache of one session: no bound would be 0.
    private static void keepNoSessions(SSLSessionContext sessions) {
        sessions.setSessionTimeout(SESSION_SECONDS_WITHOUT_TICKETS);
        sessions.setSessionCacheSize(1);
    }

    private static SSLContext context(@Nullable Supplier<Identity> own, X509ExtendedTrustManager trust) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            KeyManager[] keys = own == null ? new KeyManager[0] : new KeyManager[] {new IdentityKeys(own)};
            context.init(keys, new TrustManager[] {trust}, null);
            keepNoSessions(context.getServerSessionContext());
            keepNoSessions(context.getClientSessionContext());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS 1.3", e);
        }
    }
}
