package io.micropay.net.dtls;

import io.micropay.crypto.Certificates;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyAlgorithm;
import io.micropay.net.AuthorityTrust;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;

/// DTLS 1.2 as the protocol has it: whom to show, whom to trust, and what is spoken.
public final class DtlsContext {

    /// The groups of the protocol, the preferred first.
    static final int[] GROUPS = {NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1};

    /// A leaf, the CA, and two more than anybody needs.
    static final int CHAIN_MAX = 4;

    /// Until a flight that was not answered is sent again; doubled each time.
    static final int RESEND_MILLIS = 300;

    private static final int[] SIGNATURES = {
        SignatureScheme.ecdsa_secp256r1_sha256,
        SignatureScheme.ecdsa_secp384r1_sha384,
        SignatureScheme.ed25519,
        SignatureScheme.rsa_pss_rsae_sha256,
        SignatureScheme.rsa_pkcs1_sha256,
        SignatureScheme.rsa_pkcs1_sha384,
        SignatureScheme.rsa_pkcs1_sha512
    };

    private final BoundedCrypto crypto = new BoundedCrypto();
    private final Identity own;
    private final X509Certificate ca;
    private final AuthorityTrust trust;

    private DtlsContext(Identity own, X509Certificate ca) {
        this.own = own;
        this.ca = ca;
        this.trust = AuthorityTrust.in(ca);
    }

    /// Shows `own` to the other side, and trusts certificates of the CA, each for its own side only.
    public static DtlsContext of(Identity own, X509Certificate ca) {
        return new DtlsContext(own, ca);
    }

    BoundedCrypto crypto() {
        return crypto;
    }

    KeyAlgorithm keyAlgorithm() {
        return own.verificationKey().algorithm();
    }

    /// The CA's name, by which a peer knows which of its certificates is asked for.
    @SuppressWarnings("JdkObsolete") // what Bouncy Castle takes
    Vector<X500Name> authorities() {
        return new Vector<>(
                List.of(X500Name.getInstance(ca.getSubjectX500Principal().getEncoded())));
    }

    /// What either side may sign with.
    @SuppressWarnings("JdkObsolete") // what Bouncy Castle takes
    static Vector<SignatureAndHashAlgorithm> signatures() {
        Vector<SignatureAndHashAlgorithm> signatures = new Vector<>();
        for (int scheme : SIGNATURES) {
            signatures.add(SignatureScheme.getSignatureAndHashAlgorithm(scheme));
        }
        return signatures;
    }

    /// What this side signs with.
    ///
    /// @param accepted what the other side can verify
    TlsCredentialedSigner signer(TlsContext handshake, Vector<?> accepted) throws IOException {
        SignatureAndHashAlgorithm algorithm =
                TlsUtils.chooseSignatureAndHashAlgorithm(handshake, accepted, signatureAlgorithm());
        AsymmetricKeyParameter key =
                PrivateKeyFactory.createKey(own.signingKey().encoded());
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(handshake), crypto, key, certificates(), algorithm);
    }

    private short signatureAlgorithm() {
        return switch (keyAlgorithm()) {
            case RSA -> SignatureAlgorithm.rsa;
            case P256 -> SignatureAlgorithm.ecdsa;
            case ED25519 -> SignatureAlgorithm.ed25519;
        };
    }

    private Certificate certificates() throws IOException {
        List<TlsCertificate> chain = new ArrayList<>();
        for (X509Certificate certificate : own.chain()) {
            chain.add(crypto.createCertificate(Certificates.encoded(certificate)));
        }
        return new Certificate(chain.toArray(new TlsCertificate[0]));
    }

    /// The chain of a server, judged but for its names.
    List<X509Certificate> trustedServer(Certificate shown) throws IOException {
        return trusted(shown, trust::checkServerTrusted);
    }

    /// The chain of a client, judged.
    List<X509Certificate> trustedClient(Certificate shown) throws IOException {
        return trusted(shown, trust::checkClientTrusted);
    }

    @FunctionalInterface
    private interface Judge {
        void judge(X509Certificate[] chain, String keyExchange) throws CertificateException;
    }

    private static List<X509Certificate> trusted(Certificate shown, Judge judge) throws IOException {
        if (shown.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "no certificate was shown");
        }
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (TlsCertificate certificate : shown.getCertificateList()) {
                chain.add(Certificates.decode(certificate.getEncoded()));
            }
            judge.judge(chain.toArray(new X509Certificate[0]), "UNKNOWN");
            return List.copyOf(chain);
        } catch (CryptoException | CertificateException distrust) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, distrust);
        }
    }
}
