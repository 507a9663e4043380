package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.testing.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateRequestTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void opensslVerifiesTheRequestsThatAreMade(KeyKind kind) throws Exception {
        CertificateRequest request = CertificateRequest.create("Joanne", TestKeys.of(kind));
        Files.writeString(folder.resolve("r.csr"), PemFiles.text(request));

        OpenSsl.Result result = openssl("req -in r.csr -verify -noout -subject");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains("verify OK", "subject=CN=Joanne");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-newkey rsa:2048 -keyout k.pem -nodes",
                "-newkey rsa:4096 -keyout k.pem -nodes -sha256",
                "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout k.pem -nodes",
                "-newkey ed25519 -keyout k.pem -nodes"
            })
    void requestsOfOpensslAreRead(String options) throws Exception {
        CertificateRequest request = request("-subj /CN=Joanne " + options);

        assertThat(request.name()).isEqualTo("Joanne");
        assertThat(request.key())
                .isEqualTo(PemFiles.readPrivateKey(folder.resolve("k.pem")).verificationKey());
    }

    @Test
    void nothingButTheNameAndTheKeyIsTaken() throws Exception {
        CertificateRequest request =
                request("-newkey ed25519 -keyout k.pem -nodes -subj /C=TW/O=NTU/OU=@ledger/CN=Joanne/emailAddress=a@b"
                        + " -addext basicConstraints=critical,CA:TRUE -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
                        + " -addext extendedKeyUsage=serverAuth -addext keyUsage=keyCertSign");

        X509Certificate certificate =
                TestCertificates.AUTHORITY.issueAccount(request.name(), request.key(), Duration.ofDays(90));

        assertThat(Certificates.name(certificate)).contains("Joanne");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getSubjectAlternativeNames()).isNull();
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getKeyUsage()).startsWith(true, false, false, false, false, false);
    }

    @Test
    void aRequestForAnothersKeyIsRefused() throws Exception {
        CertificateRequest own = CertificateRequest.create("Mallory", KeyKind.ED25519.generate());
        VerificationKey others = KeyKind.ED25519.generate().verificationKey();
        CertificationRequest signed = CertificationRequest.getInstance(own.encoded());
        CertificationRequestInfo info = signed.getCertificationRequestInfo();
        byte[] swapped = assembled(
                new CertificationRequestInfo(
                        info.getSubject(), SubjectPublicKeyInfo.getInstance(others.encoded()), info.getAttributes()),
                signed);

        assertThatThrownBy(() -> CertificateRequest.decode(swapped))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the request is not signed with the key it names");
    }

    @Test
    void aRequestWhoseNameWasChangedIsRefused() throws Exception {
        CertificateRequest own = CertificateRequest.create("Mallory", KeyKind.ED25519.generate());
        CertificationRequest signed = CertificationRequest.getInstance(own.encoded());
        CertificationRequestInfo info = signed.getCertificationRequestInfo();
        byte[] renamed = assembled(
                new CertificationRequestInfo(
                        UnsignedCertificate.subject("Joanne"), info.getSubjectPublicKeyInfo(), info.getAttributes()),
                signed);

        assertThatThrownBy(() -> CertificateRequest.decode(renamed))
                .hasMessage("the request is not signed with the key it names");
    }

    private static byte[] assembled(CertificationRequestInfo info, CertificationRequest signed) throws Exception {
        return new CertificationRequest(info, signed.getSignatureAlgorithm(), signed.getSignature()).getEncoded("DER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-newkey rsa:1024 -keyout k.pem -nodes",
                "-newkey ec -pkeyopt ec_paramgen_curve:P-384 -keyout k.pem -nodes",
                "-newkey ed448 -keyout k.pem -nodes"
            })
    void requestsForOtherKeysAreRefused(String options) {
        assertThatThrownBy(() -> request("-subj /CN=Joanne " + options)).isInstanceOf(CryptoException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-sha1", "-sha512", "-sigopt rsa_padding_mode:pss"})
    void requestsSignedInAnotherWayAreRefused(String scheme) {
        assertThatThrownBy(() -> request("-subj /CN=Joanne -newkey rsa:2048 -keyout k.pem -nodes " + scheme))
                .isInstanceOf(CryptoException.class)
                .hasMessageEndingWith("the request is not signed with the key it names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/O=NTU", "/CN=Joanne/CN=Lily", "/"})
    void aRequestHasOneCommonName(String subject) {
        assertThatThrownBy(() -> request("-newkey ed25519 -keyout k.pem -nodes -subj " + subject))
                .isInstanceOf(CryptoException.class)
                .hasMessageEndingWith("the request's subject has no single common name (CN)");
    }

    @Test
    void damagedRequestsAreRefused() {
        byte[] der =
                CertificateRequest.create("Joanne", KeyKind.ED25519.generate()).encoded();

        for (int at = 0; at < der.length; at++) {
            byte[] damaged = der.clone();
            damaged[at] ^= 4;
            assertThatThrownBy(() -> CertificateRequest.decode(damaged)).isInstanceOf(CryptoException.class);
        }
        for (byte[] other : List.of(
                new byte[0],
                Arrays.copyOf(der, der.length + 1),
                Arrays.copyOf(der, der.length - 1),
                new byte[] {0x30, 0},
                new byte[] {5, 0})) {
            assertThatThrownBy(() -> CertificateRequest.decode(other)).isInstanceOf(CryptoException.class);
        }
        assertThatThrownBy(() -> CertificateRequest.decode(new DERSequence().getEncoded()))
                .isInstanceOf(CryptoException.class);
    }

    private CertificateRequest request(String options) throws CryptoException {
        OpenSsl.Result made = openssl("req -new -out r.csr " + options);
        assertThat(made.exitCode()).as(made.output()).isZero();
        return PemFiles.readRequest(folder.resolve("r.csr"));
    }

    private OpenSsl.Result openssl(String arguments) {
        return OpenSsl.run(folder, arguments.split(" "));
    }
}
