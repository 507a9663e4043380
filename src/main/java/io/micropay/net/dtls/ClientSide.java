package io.micropay.net.dtls;

import io.micropay.crypto.HostNames;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;

/// The client's part in one handshake: trusts a server certificate of the CA that names the dialled host.
final class ClientSide extends DefaultTlsClient {

    private final DtlsContext own;
    private final String host;
    private final Duration patience;
    private List<X509Certificate> peerChain = List.of();

    ClientSide(DtlsContext own, String host, Duration patience) {
        super(own.crypto());
        this.own = own;
        this.host = host;
        this.patience = patience;
    }

    /// What the server has shown; empty before it has.
    List<X509Certificate> peerChain() {
        return peerChain;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return Suite.all();
    }

    @Override
    @SuppressWarnings("JdkObsolete") // what Bouncy Castle takes
    protected Vector<Integer> getSupportedGroups(@SuppressWarnings("rawtypes") Vector roles) {
        Vector<Integer> groups = new Vector<>();
        for (int group : DtlsContext.GROUPS) {
            groups.add(group);
        }
        return groups;
    }

    @Override
    protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithms() {
        return DtlsContext.signatures();
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new Authentication();
    }

    @Override
    public int getMaxCertificateChainLength() {
        return DtlsContext.CHAIN_MAX;
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return Math.toIntExact(patience.toMillis());
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return DtlsContext.RESEND_MILLIS;
    }

    private final class Authentication implements TlsAuthentication {

        @Override
        public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
            List<X509Certificate> chain = own.trustedServer(server.getCertificate());
            if (!HostNames.isNamed(host, chain.getFirst())) {
                throw new TlsFatalAlert(
                        AlertDescription.bad_certificate, new CertificateException("it does not name " + host));
            }
            peerChain = chain;
        }

        @Override
        public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
            return own.signer(context, request.getSupportedSignatureAlgorithms());
        }
    }
}
