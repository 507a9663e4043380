package io.micropay.crypto;

import static io.micropay.crypto.TestCertificates.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptCertificatesTest {

    private static final String DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36";
    private static final int SIGN = KeyUsage.digitalSignature;

    private final VerificationKey key = KeyKind.ED25519.generate().verificationKey();

    @Test
    void theLedgersCertificateGivesItsKey() throws CryptoException {
        assertThat(ReceiptCertificates.verify(AUTHORITY.issueReceipt(key), AUTHORITY.certificate(), Instant.now()))
                .isEqualTo(key);
    }

    @Test
    void anAccountsOrAServersCertificateIsRefused() throws CryptoException {
        assertRefused(AUTHORITY.issueAccount("ledger", key, Duration.ofDays(1)), "does not name @ledger alone");
        assertRefused(AUTHORITY.issueServer(List.of("ledger"), key), "does not name @ledger alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN=@ledger,O=x", "CN=@ledger+O=x", "CN=@ledger,CN=@ledger", "O=@ledger", "CN=@Ledger"})
    void theSubjectIsTheLedgersNameAlone(String subject) {
        assertRefused(
                TestCertificates.odd(AUTHORITY, subject, key, false, SIGN, DOCUMENT_SIGNING),
                "does not name @ledger alone");
    }

    @Test
    void anotherCaIsRefused() {
        CertificateAuthority other = CertificateAuthority.create(Clock.systemUTC());

        assertRefused(other.issueReceipt(key), "was not issued by this CA");
    }

    @Test
    void aReceiptIsJudgedAtTheTimeOfItsCommit() throws CryptoException {
        Instant begin = AUTHORITY.certificate().getNotBefore().toInstant().plus(Duration.ofDays(100));
        Instant end = begin.plus(Duration.ofDays(365));
        X509Certificate certificate = receipt(begin, end);

        ReceiptCertificates.verify(certificate, AUTHORITY.certificate(), begin);
        ReceiptCertificates.verify(certificate, AUTHORITY.certificate(), end);
        for (Instant outside : List.of(begin.minusMillis(1), end.plusMillis(1))) {
            assertThatThrownBy(() -> ReceiptCertificates.verify(certificate, AUTHORITY.certificate(), outside))
                    .isInstanceOf(CryptoException.class)
                    .hasMessage("the receipt certificate was not valid at " + outside);
        }
    }

    @Test
    void theCaIsJudgedAtThatTimeToo() {
        Instant past = AUTHORITY.certificate().getNotBefore().toInstant().minus(Duration.ofDays(100));
        X509Certificate older = receipt(past, past.plus(Duration.ofDays(1000)));

        assertThatThrownBy(() -> ReceiptCertificates.verify(older, AUTHORITY.certificate(), past))
                .hasMessage("the receipt certificate was not valid at " + past);
    }

    private X509Certificate receipt(Instant begin, Instant end) {
        return new UnsignedCertificate(CertificateProfile.RECEIPT, "@ledger", key, begin, end, List.of())
                .sign(UnsignedCertificate.subject("micropay CA"), AUTHORITY.signingKey());
    }

    @Test
    void anotherProfileIsRefused() {
        String other = "is made for something else than receipts";
        String clientAuth = "1.3.6.1.5.5.7.3.2";
        String serverAuth = "1.3.6.1.5.5.7.3.1";
        String any = "2.5.29.37.0";

        assertRefused(TestCertificates.odd(AUTHORITY, "CN=@ledger", key, false, SIGN), other);
        assertRefused(TestCertificates.odd(AUTHORITY, "CN=@ledger", key, false, SIGN, clientAuth), other);
        assertRefused(TestCertificates.odd(AUTHORITY, "CN=@ledger", key, false, SIGN, serverAuth), other);
        assertRefused(TestCertificates.odd(AUTHORITY, "CN=@ledger", key, false, SIGN, any), other);
        assertRefused(
                TestCertificates.odd(AUTHORITY, "CN=@ledger", key, false, SIGN, DOCUMENT_SIGNING, clientAuth), other);
        assertRefused(TestCertificates.odd(AUTHORITY, "CN=@ledger", key, true, SIGN, DOCUMENT_SIGNING), other);
        assertRefused(
                TestCertificates.odd(AUTHORITY, "CN=@ledger", key, false, KeyUsage.keyAgreement, DOCUMENT_SIGNING),
                other);
    }

    @Test
    void receiptsAreSignedWithEd25519() {
        VerificationKey p256 = KeyKind.P256.generate().verificationKey();

        assertRefused(
                TestCertificates.odd(AUTHORITY, "CN=@ledger", p256, false, SIGN, DOCUMENT_SIGNING),
                "has another key than an Ed25519 key");
    }

    private static void assertRefused(X509Certificate certificate, String why) {
        assertThatThrownBy(() -> ReceiptCertificates.verify(certificate, AUTHORITY.certificate(), Instant.now()))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the receipt certificate " + why);
    }
}
