package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a client can know of a server before it trusts it with a payment, checked with the JDK alone.
class HelloIT {

    private static final X509Certificate CA = TestCertificates.shared().ca();

    @Test
    void helloTellsTheLedgerAndTheReceiptCertificate() throws Exception {
        try (TestServer server = TestServer.start();
                TestClient client = server.greeted("Joanne")) {
            String[] fields = client.ask("HELLO#1").split("#", -1);

            assertThat(fields).hasSize(8);
            assertThat(fields[2]).isEqualTo(sha256(CA.getPublicKey().getEncoded()));
            assertThat(fields[3]).isEqualTo("USD");
            assertThat(fields[4]).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(Duration.between(Instant.parse(fields[4]), Instant.now()))
                    .isLessThan(Duration.ofSeconds(30));
            assertThat(fields[5]).as("features").isEqualTo("events,relay,shop");
            X509Certificate receipts = certificate(fields[6]);
            receipts.verify(CA.getPublicKey());
            assertThat(receipts.getSubjectX500Principal().getName()).isEqualTo("CN=@ledger");
            assertThat(receipts.getPublicKey().getAlgorithm()).isEqualTo("EdDSA");
            X509Certificate settlements = certificate(fields[7]);
            settlements.verify(CA.getPublicKey());
            assertThat(settlements.getSubjectX500Principal().getName()).isEqualTo("CN=@settle");
        }
    }

    @Test
    void serverShowsItsChainUpToTheCa() {
        try (TestServer server = TestServer.start();
                TestClient client = server.greeted("Joanne")) {
            List<X509Certificate> chain = client.serverChain();
            assertThat(chain).hasSize(2).last().isEqualTo(CA);
        }
    }

    /// The key that KEY tells is the key of the account's certificate, and its hash is the one on record.
    @Test
    void keyIsTheSubjectPublicKeyInfoOfTheCertificate() throws Exception {
        try (TestServer server = TestServer.start();
                TestClient joanne = server.newcomer("Joanne", "5")) {
            byte[] key = Base64.getUrlDecoder().decode(joanne.ask("KEY#Joanne").split("#", -1)[2]);
            X509Certificate certificate =
                    server.certificates().account("Joanne").certificate();
            assertThat(key).isEqualTo(certificate.getPublicKey().getEncoded());

            joanne.send("HISTORY#0#1").expect("1");
            String[] proof = joanne.read().split("#", -1);
            assertThat(proof[10]).as("payee key hash").isEqualTo(sha256(key));
        }
    }

    private static X509Certificate certificate(String base64Url) throws Exception {
        byte[] der = Base64.getUrlDecoder().decode(base64Url);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
