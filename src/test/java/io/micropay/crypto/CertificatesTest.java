package io.micropay.crypto;

import static io.micropay.crypto.TestCertificates.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesTest {

    private final VerificationKey key = KeyKind.ED25519.generate().verificationKey();
    private final X509Certificate certificate = AUTHORITY.issueAccount("Joanne", key, Duration.ofDays(1));

    @Test
    void aCertificateIsItsDerAndNothingElse() throws CryptoException {
        byte[] der = Certificates.encoded(certificate);
        byte[] pem = PemFiles.text(certificate).getBytes(StandardCharsets.US_ASCII);

        assertThat(Certificates.decode(der)).isEqualTo(certificate);
        for (byte[] wrong :
                new byte[][] {Arrays.copyOf(der, der.length + 1), Arrays.copyOf(der, der.length - 1), pem, {}}) {
            assertThatThrownBy(() -> Certificates.decode(wrong)).isInstanceOf(CryptoException.class);
        }
    }

    @Test
    void anEmptyKeyIsRefused() {
        byte[] der = Certificates.encoded(certificate);
        byte[] start = HexFormat.of().parseHex("300506032b6570032100");
        int at = new String(der, StandardCharsets.ISO_8859_1).indexOf(new String(start, StandardCharsets.ISO_8859_1));
        der[at + start.length - 2] = 1;

        assertThatThrownBy(() -> Certificates.decode(der)).isInstanceOf(CryptoException.class);
    }

    @Test
    void anyFlippedBitMakesACertificateUnreadableOrNotIssued() {
        byte[] der = Certificates.encoded(certificate);
        for (int bit = 0; bit < der.length * 8; bit++) {
            byte[] damaged = der.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(isIssued(damaged))
                    .as("bit %d of byte %d", bit % 8, bit / 8)
                    .isFalse();
        }
    }

    private static boolean isIssued(byte[] der) {
        try {
            return Certificates.isIssuedBy(Certificates.decode(der), AUTHORITY.certificate());
        } catch (CryptoException refused) {
            return false;
        }
    }

    @Test
    void theNameIsTheWholeSubject() {
        assertThat(Certificates.name(certificate)).contains("Joanne");
    }

    @ParameterizedTest
    @ValueSource(strings = {"O=NTU", "CN=Joanne,O=NTU", "CN=Joanne+O=NTU", "CN=Joanne,CN=Lily"})
    void aSubjectWithAnythingElseHasNoName(String subject) {
        X509Certificate odd = TestCertificates.odd(AUTHORITY, subject, key, false, KeyUsage.digitalSignature);

        assertThat(Certificates.name(odd)).isEmpty();
    }
}
