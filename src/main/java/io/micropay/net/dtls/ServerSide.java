package io.micropay.net.dtls;

import io.micropay.crypto.UnsupportedKeyException;
import io.micropay.crypto.VerificationKey;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;

/// The server's part in one handshake: requires a certificate of the CA, whose key may come in.
final class ServerSide extends DefaultTlsServer {

    private final DtlsContext own;
    private final Duration patience;
    private final Predicate<VerificationKey> admission;
    private List<X509Certificate> peerChain = List.of();

    ServerSide(DtlsContext own, Duration patience, Predicate<VerificationKey> admission) {
        super(own.crypto());
        this.own = own;
        this.patience = patience;
        this.admission = admission;
    }

    /// What the client has shown; empty before it has.
    List<X509Certificate> peerChain() {
        return peerChain;
    }

    /// What was agreed on.
    String cipherSuite() {
        return Suite.nameOf(selectedCipherSuite);
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return Suite.of(own.keyAlgorithm());
    }

    @Override
    public int[] getSupportedGroups() {
        return DtlsContext.GROUPS.clone();
    }

    /// Bouncy Castle would take any group that it knows and the client names.
    @Override
    protected int selectECDH(int bitsMin) {
        int[] offered = context.getSecurityParametersHandshake().getClientSupportedGroups();
        return offered == null
                ? NamedGroup.secp256r1
                : Arrays.stream(DtlsContext.GROUPS)
                        .filter(group -> Arrays.stream(offered).anyMatch(other -> other == group))
                        .findFirst()
                        .orElse(-1);
    }

    @Override
    protected int getMaximumNegotiableCurveBits() {
        int group = selectECDH(0);
        return group < 0 ? 0 : NamedGroup.getCurveBits(group);
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return signer();
    }

    @Override
    protected TlsCredentialedSigner getRSASignerCredentials() throws IOException {
        return signer();
    }

    private TlsCredentialedSigner signer() throws IOException {
        return own.signer(context, context.getSecurityParametersHandshake().getClientSigAlgs());
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(types, DtlsContext.signatures(), own.authorities());
    }

    @Override
    public void notifyClientCertificate(Certificate shown) throws IOException {
        List<X509Certificate> chain = own.trustedClient(shown);
        try {
            if (!admission.test(VerificationKey.of(chain.getFirst().getPublicKey()))) {
                throw new TlsFatalAlert(AlertDescription.certificate_revoked);
            }
        } catch (UnsupportedKeyException unsupported) {
            throw new TlsFatalAlert(AlertDescription.unsupported_certificate, unsupported);
        }
        peerChain = chain;
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
}
