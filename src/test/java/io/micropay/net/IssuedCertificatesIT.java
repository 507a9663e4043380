package io.micropay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.crypto.CertificateAuthority;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.SigningKey;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The certificates that micropay's own CA issues, each on a connection.
@Timeout(60)
class IssuedCertificatesIT {

    private static final Duration DAY = Duration.ofDays(1);
    private static final CertificateAuthority CA = CertificateAuthority.create(Clock.systemUTC());
    private static final SigningKey KEY = KeyKind.ED25519.generate();

    private final TlsContext server;

    IssuedCertificatesIT() throws CryptoException {
        server = TlsContext.server(serverIdentity(CA), CA.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void accountMeetsTheServerUnderEachOfItsNames(String host) throws Exception {
        assertThat(greeting(client(CA.issueAccount("Lily", KEY.verificationKey(), DAY)), host))
                .isEqualTo("hello CN=Lily");
    }

    @Test
    void accountOfYesterdayIsRefused() {
        var yesterday = Clock.offset(Clock.systemUTC(), DAY.multipliedBy(-2));
        assertThatThrownBy(() -> {
                    var pastCa = CertificateAuthority.create(yesterday);
                    Identity account = identity(pastCa, pastCa.issueAccount("Lily", KEY.verificationKey(), DAY));
                    TlsContext pastServer = TlsContext.server(serverIdentity(pastCa), pastCa.certificate());
                    greeting(pastServer, TlsContext.client(account, pastCa.certificate()), "localhost");
                })
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("certificate_unknown");
    }

    @Test
    void serverCertificateIsNoAccounts() {
        assertThatThrownBy(() ->
                        greeting(client(CA.issueServer(List.of("localhost"), KEY.verificationKey())), "localhost"))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("certificate_unknown");
    }

    @Test
    void receiptCertificateIsNoAccounts() {
        assertThatThrownBy(() -> greeting(client(CA.issueReceipt(KEY.verificationKey())), "localhost"))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("certificate_unknown");
    }

    @Test
    void receiptAndAccountCertificatesServeNobody() throws Exception {
        for (X509Certificate certificate : List.of(
                CA.issueReceipt(KEY.verificationKey()), CA.issueAccount("localhost", KEY.verificationKey(), DAY))) {
            TlsContext serving = TlsContext.server(identity(CA, certificate), CA.certificate());
            assertThatThrownBy(() -> greeting(serving, TlsContext.client(null, CA.certificate()), "localhost"))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void payerMeetsThePayee() throws Exception {
        SigningKey joanne = KeyKind.RSA_2048.generate();
        X509Certificate certificate = CA.issueAccount("Joanne", joanne.verificationKey(), DAY);
        Identity own = Identity.of(certificate, CA.certificate(), joanne);
        TlsContext payee = TlsContext.payee(() -> own, CA.certificate());
        Identity lily = identity(CA, CA.issueAccount("Lily", KEY.verificationKey(), DAY));

        assertThat(greeting(payee, TlsContext.payer(lily, joanne.verificationKey()), "127.0.0.1"))
                .isEqualTo("hello CN=Lily");
    }

    private String greeting(TlsContext client, String host) throws Exception {
        return greeting(server, client, host);
    }

    private static String greeting(TlsContext serving, TlsContext dialling, String host) throws Exception {
        try (TestServer server = TestServer.start(serving, IssuedCertificatesIT::greet);
                TlsConnection client =
                        TlsConnection.connect(host, server.address().getPort(), dialling, server.watchdog())) {
            return String.valueOf(client.channel().readLine());
        }
    }

    private static void greet(TlsConnection connection) throws IOException {
        X509Certificate peer = connection.peer().orElseThrow();
        connection.channel().write("hello " + peer.getSubjectX500Principal().getName());
    }

    private static TlsContext client(X509Certificate certificate) throws CryptoException {
        return TlsContext.client(identity(CA, certificate), CA.certificate());
    }

    private static Identity identity(CertificateAuthority authority, X509Certificate certificate)
            throws CryptoException {
        return Identity.of(certificate, authority.certificate(), KEY);
    }

    private static Identity serverIdentity(CertificateAuthority authority) throws CryptoException {
        SigningKey key = KeyKind.P256.generate();
        X509Certificate certificate = authority.issueServer(List.of("localhost", "127.0.0.1"), key.verificationKey());
        return Identity.of(certificate, authority.certificate(), key);
    }
}
