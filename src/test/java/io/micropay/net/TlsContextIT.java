package io.micropay.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.SigningKey;
import io.micropay.testing.TestKeys;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Collections;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may talk to whom, and how.
@Timeout(60)
class TlsContextIT {

    private static final TestAuthority CA = new TestAuthority("micropay CA");
    private static final TestAuthority OTHER_CA = new TestAuthority("micropay CA");
    private static final SigningKey KEY = KeyKind.ED25519.generate();
    private static final Identity LILY = CA.account("Lily", KEY);
    private static final TlsContext SERVER = TlsContext.server(CA.localServer(), CA.certificate());

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void accountCertificatesOfAllKindsAreAccepted(KeyKind kind) throws Exception {
        Identity account = CA.account("Lily", TestKeys.of(kind));

        assertThat(subjectSeenBy(SERVER, TlsContext.client(account, CA.certificate())))
                .isEqualTo("CN=Lily");
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void keysOfAllKindsServe(KeyKind kind) throws Exception {
        SigningKey payee = TestKeys.of(kind);
        Identity joanne = CA.account("Joanne", payee);
        TlsContext serving = TlsContext.payee(() -> joanne, CA.certificate());

        assertThat(subjectSeenBy(serving, TlsContext.payer(LILY, payee.verificationKey())))
                .isEqualTo("CN=Lily");
    }

    @Test
    void clientWithoutACertificateIsServedByTheServer() throws Exception {
        assertThat(subjectSeenBy(SERVER, TlsContext.client(null, CA.certificate())))
                .isEqualTo("nobody");
    }

    @Test
    void clientWithoutACertificateIsRefusedByThePayee() throws Exception {
        Identity joanne = CA.account("Joanne", KEY);
        TlsContext payee = TlsContext.payee(() -> joanne, CA.certificate());
        try (TestServer server = TestServer.start(payee, TestServer::echo);
                SSLSocket client = AnyClient.withoutCertificate().dial(server.address())) {
            client.startHandshake();
            assertThatThrownBy(client.getInputStream()::read)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("certificate");
        }
    }

    @Test
    void certificateOfAnotherCaIsRefused() {
        Identity stranger = OTHER_CA.account("Lily", KEY);

        assertRefusedByAlert(SERVER, TlsContext.client(stranger, CA.certificate()), "certificate_unknown");
    }

    @Test
    void expiredCertificateIsRefused() {
        Identity expired = CA.expiredAccount("Lily", KEY);

        assertRefusedByAlert(SERVER, TlsContext.client(expired, CA.certificate()), "certificate_unknown");
    }

    @Test
    void serverCertificateIsNoneForAClient() {
        Identity server = CA.withUsages("Lily", KEY, KeyPurposeId.id_kp_serverAuth);

        assertRefusedByAlert(SERVER, TlsContext.client(server, CA.certificate()), "certificate_unknown");
    }

    @Test
    void receiptCertificateOpensNoConnection() {
        Identity receipt = CA.withUsages("@ledger", KEY);

        assertRefusedByAlert(SERVER, TlsContext.client(receipt, CA.certificate()), "certificate_unknown");
    }

    /// The application refuses these in words; TLS lets them through.
    @ParameterizedTest
    @ValueSource(strings = {"secp384r1", "secp521r1", "RSA 1024"})
    void keysThatMicropayDoesNotTakeReachTheApplication(String kind) throws Exception {
        KeyPair keys = keys(kind);
        AnyClient lily = AnyClient.with(keys, CA.certifyAccount("Lily", keys.getPublic()));
        try (TestServer server = TestServer.start(SERVER, TlsContextIT::tellSubject);
                SSLSocket client = lily.dial(server.address())) {
            client.startHandshake();
            assertThat(client.getInputStream().readNBytes(8)).asString(UTF_8).isEqualTo("CN=Lily\n");
        }
    }

    @Test
    void serversChainEndsWithTheCa() throws Exception {
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                TlsConnection client = connect(server, "localhost", TlsContext.client(LILY, CA.certificate()))) {
            assertThat(client.peerChain()).hasSize(2).last().isEqualTo(CA.certificate());
            assertThat(client.peer()).contains(client.peerChain().getFirst());
            assertThat(client.remote()).isEqualTo(server.address());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void serverIsAcceptedUnderItsNameAndItsAddress(String host) throws Exception {
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                TlsConnection client = connect(server, host, TlsContext.client(null, CA.certificate()))) {
            assertThat(client.peerChain()).isNotEmpty();
        }
    }

    @Test
    void serverUnderAnotherNameIsRefused() {
        TlsContext elsewhere =
                TlsContext.server(CA.server(new GeneralName(GeneralName.dNSName, "bank.example")), CA.certificate());

        assertServerRefused(elsewhere, "localhost");
        assertServerRefused(elsewhere, "127.0.0.1");
    }

    @Test
    void serverOfAnotherCaIsRefused() {
        assertServerRefused(TlsContext.server(OTHER_CA.localServer(), OTHER_CA.certificate()), "localhost");
    }

    @Test
    void accountCertificateIsNoneForAServer() {
        Identity account = CA.account("localhost", KEY);

        assertServerRefused(TlsContext.server(account, CA.certificate()), "localhost");
    }

    @Test
    void payerAcceptsThePayeesKeyWhateverItsCertificate() throws Exception {
        SigningKey payee = KeyKind.P256.generate();
        Identity selfMade = OTHER_CA.account("someone", payee);
        TlsContext payer = TlsContext.payer(LILY, payee.verificationKey());

        assertThat(subjectSeenBy(TlsContext.payee(() -> selfMade, CA.certificate()), payer))
                .isEqualTo("CN=Lily");
    }

    @Test
    void payerRefusesAnotherKeyUnderThePayeesName() throws Exception {
        Identity joanne = CA.account("Joanne", KeyKind.P256.generate());
        TlsContext payer = TlsContext.payer(LILY, KeyKind.P256.generate().verificationKey());

        try (TestServer server = TestServer.start(TlsContext.payee(() -> joanne, CA.certificate()), TestServer::echo)) {
            assertThatThrownBy(() -> connect(server, "localhost", payer))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("not the expected one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x25519", "secp256r1", "secp384r1"})
    void eachOfTheThreeGroupsIsAccepted(String group) throws Exception {
        AnyClient client = AnyClient.withoutCertificate().offeringGroup(group);
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                SSLSocket socket = client.dial(server.address())) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp521r1", "x448", "ffdhe2048"})
    void noOtherGroupIsAccepted(String group) throws Exception {
        assertHandshakeRefused(AnyClient.withoutCertificate().offeringGroup(group), "fatal alert");
    }

    @Test
    void olderProtocolIsRefused() throws Exception {
        assertHandshakeRefused(AnyClient.withoutCertificate().offeringProtocol("TLSv1.2"), "protocol_version");
    }

    @Test
    void noSessionTicketIsIssued() throws Exception {
        AnyClient client = AnyClient.withoutCertificate();
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                SSLSocket socket = client.dial(server.address())) {
            socket.getOutputStream().write('\n');
            assertThat(socket.getInputStream().read()).isEqualTo('\n');
        }
        assertThat(Collections.list(client.context().getClientSessionContext().getIds()))
                .as("the session itself, and none for a ticket")
                .hasSize(1);
    }

    private static void assertHandshakeRefused(AnyClient client, String alert) throws IOException {
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                SSLSocket socket = client.dial(server.address())) {
            assertThatThrownBy(socket::startHandshake)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining(alert);
        }
    }

    private static void tellSubject(TlsConnection connection) throws IOException {
        connection
                .channel()
                .write(connection
                        .peer()
                        .map(peer -> peer.getSubjectX500Principal().getName())
                        .orElse("nobody"));
    }

    private static String subjectSeenBy(TlsContext serving, TlsContext dialling) throws Exception {
        try (TestServer server = TestServer.start(serving, TlsContextIT::tellSubject);
                TlsConnection client = connect(server, "localhost", dialling)) {
            return String.valueOf(client.channel().readLine());
        }
    }

    /// The client's side of the handshake is over before the server judges its certificate; what
    /// the client sends meanwhile must not cost it the alert.
    private static void assertRefusedByAlert(TlsContext serving, TlsContext dialling, String alert) {
        assertThatThrownBy(() -> {
                    try (TestServer server = TestServer.start(serving, TestServer::echo);
                            TestPeer client = TestPeer.connect(server.address(), dialling)) {
                        for (int i = 0; i < 10; i++) {
                            client.send("x".repeat(16_000));
                        }
                        client.readLine();
                    }
                })
                .isInstanceOf(SSLException.class)
                .hasMessageContaining(alert);
    }

    private static void assertServerRefused(TlsContext serving, String host) {
        ThrowingCallable dialling = () -> {
            try (TestServer server = TestServer.start(serving, TestServer::echo)) {
                connect(server, host, TlsContext.client(null, CA.certificate())).close();
            }
        };
        assertThatThrownBy(dialling).isInstanceOf(SSLHandshakeException.class);
    }

    private static TlsConnection connect(TestServer server, String host, TlsContext context) throws IOException {
        return TlsConnection.connect(host, server.address().getPort(), context, server.watchdog());
    }

    private static KeyPair keys(String kind) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.startsWith("RSA") ? "RSA" : "EC");
        if (kind.startsWith("RSA")) {
            generator.initialize(1024);
        } else {
            generator.initialize(new ECGenParameterSpec(kind));
        }
        return generator.generateKeyPair();
    }
}
