package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.crypto.CertificateRequest;
import io.micropay.crypto.Certificates;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.SigningKey;
import io.micropay.crypto.VerificationKey;
import io.micropay.money.Base64Url;
import io.micropay.net.LineChannel;
import io.micropay.server.EnrolmentMode;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestServer;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a wallet tells a server that it does not know, and what it believes of one that it trusts.
@Timeout(60)
class EnrolmentIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static final TestCertificates OTHERS = TestCertificates.another();
    private static final SigningKey KEY = KeyKind.P256.generate();

    /// What a server certifies, for the key that it was asked for.
    private interface Certifying {
        Response.Enrolled answer(VerificationKey key);
    }

    @Test
    void firstSightShowsTheCaAndSaysNothing() throws Exception {
        CompletableFuture<Optional<String>> heard = new CompletableFuture<>();
        try (ScriptedServer server =
                ScriptedServer.start(channel -> heard.complete(Optional.ofNullable(channel.readLine())))) {
            assertThat(FirstSight.authority(server.address())).isEqualTo(CERTIFICATES.ca());
            assertThat(heard.get(10, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void firstSightIsOfAServerUnderItsOwnNameThatShowsItsCa() throws Exception {
        Identity elsewhere = server(List.of("pay.example.org"));
        Identity withoutCa = new Identity(
                CERTIFICATES.server().certificate(),
                List.of(CERTIFICATES.server().certificate()),
                CERTIFICATES.server().signingKey());
        for (Identity wrong : List.of(elsewhere, withoutCa, CERTIFICATES.account("Mallory"))) {
            try (ScriptedServer server = ScriptedServer.start(wrong, LineChannel::readLine)) {
                ConnectionException failure =
                        catchThrowableOfType(ConnectionException.class, () -> FirstSight.authority(server.address()));
                assertThat(failure.trouble()).isEqualTo(Trouble.UNTRUSTED);
            }
        }
    }

    @Test
    void serverOfAnotherCaIsRefusedWithBothFingerprints() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(OTHERS.server(), LineChannel::readLine)) {
            ConnectionException failure = catchThrowableOfType(
                    ConnectionException.class,
                    () -> Dialler.of(server.address(), CERTIFICATES.account("Joanne"))
                            .connect(ConnectionNotices.NONE));
            assertThat(failure.trouble()).isEqualTo(Trouble.UNTRUSTED);
            assertThat(failure)
                    .hasMessage("the server at " + server.address() + " is not of this wallet's ledger: its CA is "
                            + Fingerprint.ofCertificate(OTHERS.ca()).text() + ", and the one that is trusted is "
                            + Fingerprint.ofCertificate(CERTIFICATES.ca()).text());
        }
    }

    @Test
    void certificateIsBelievedThatIsTheCasForThisKeyInThisName() throws Exception {
        EnrolmentResult result = enrol(key -> enrolled(certificate(CERTIFICATES, "Joanne", key, 1), CERTIFICATES));

        assertThat(result)
                .isInstanceOfSatisfying(
                        EnrolmentResult.Certified.class,
                        certified -> assertThat(certified.identity().verificationKey())
                                .isEqualTo(KEY.verificationKey()));
    }

    @Test
    void whatElseIsCalledACertificateIsNotBelieved() {
        VerificationKey another = KeyKind.P256.generate().verificationKey();

        assertUntrusted(
                key -> enrolled(certificate(OTHERS, "Joanne", key, 1), OTHERS),
                "it certifies with another CA than the one it shows");
        assertUntrusted(
                key -> enrolled(certificate(OTHERS, "Joanne", key, 1), CERTIFICATES),
                "the certificate was not issued by this CA");
        assertUntrusted(
                key -> enrolled(certificate(CERTIFICATES, "Joanne", another, 1), CERTIFICATES),
                "the private key is not the certificate's");
        assertUntrusted(
                key -> enrolled(certificate(CERTIFICATES, "Mallory", key, 1), CERTIFICATES),
                "the certificate is in another name");
        assertUntrusted(key -> enrolled(certificate(CERTIFICATES, "Joanne", key, -1), CERTIFICATES), "is valid from ");
    }

    @Test
    void renewalKeepsTheKeyAndTheName() throws Exception {
        try (TestServer server =
                TestServer.with().enrolment(EnrolmentMode.CLOSED).start()) {
            Identity own = CERTIFICATES.certify("Joanne", KEY);
            EnrolmentResult result = new Enrolment(
                            new ServerAddress("127.0.0.1", server.port()), CERTIFICATES.ca(), Clock.systemUTC())
                    .renew(own);
            assertThat(result).isInstanceOfSatisfying(EnrolmentResult.Certified.class, certified -> {
                assertThat(certified.identity().verificationKey()).isEqualTo(KEY.verificationKey());
                assertThat(certified.identity().name()).isEqualTo("Joanne");
                assertThat(certified.identity().certificate()).isNotEqualTo(own.certificate());
            });
        }
    }

    private static void assertUntrusted(Certifying certifying, String why) {
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> enrol(certifying));
        assertThat(failure).hasMessageContaining(" is not to be trusted: ").hasMessageContaining(why);
        assertThat(failure.trouble()).isEqualTo(Trouble.UNTRUSTED);
    }

    private static EnrolmentResult enrol(Certifying certifying) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(channel -> certify(channel, certifying))) {
            return new Enrolment(server.address(), CERTIFICATES.ca(), Clock.systemUTC())
                    .enrol("Joanne", KEY, Optional.empty());
        }
    }

    private static void certify(LineChannel channel, Certifying certifying) throws Exception {
        channel.write("Connection accepted!");
        channel.readLine();
        channel.write(ScriptedServer.hello(List.of("enrol"), Optional.empty()));
        String[] asked = String.valueOf(channel.readLine()).split("#", -1);
        CertificateRequest request = CertificateRequest.decode(
                Base64Url.parse(asked[1]).orElseThrow().bytes());
        channel.write(ResponseCodec.encode(certifying.answer(request.key())));
        channel.readLine();
    }

    private static Response.Enrolled enrolled(X509Certificate certificate, TestCertificates authority) {
        return new Response.Enrolled(encoded(certificate), encoded(authority.ca()));
    }

    private static X509Certificate certificate(
            TestCertificates authority, String name, VerificationKey key, int minutes) {
        return authority.authority().issueAccount(name, key, Duration.ofMinutes(minutes));
    }

    private static Identity server(List<String> hosts) throws CryptoException {
        X509Certificate certificate = CERTIFICATES.authority().issueServer(hosts, KEY.verificationKey());
        return Identity.of(certificate, CERTIFICATES.ca(), KEY);
    }

    private static Base64Url encoded(X509Certificate certificate) {
        return Base64Url.of(Certificates.encoded(certificate));
    }
}
