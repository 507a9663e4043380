package io.micropay.crypto;

import static io.micropay.crypto.TestCertificates.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.testing.TestKeys;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettlementCertificatesTest {

    private static final String PROTECTED_MAIL = "1.3.6.1.5.5.7.3.4";
    private static final int SIGN = KeyUsage.digitalSignature;

    private final VerificationKey key = TestKeys.of(KeyKind.P256).verificationKey();
    private final Instant now = Instant.now();

    @Test
    void whatIsIssuedForSettlementsIsARecipient() throws Exception {
        X509Certificate certificate = AUTHORITY.issueSettlement(key);

        Recipient recipient = SettlementCertificates.verify(certificate, AUTHORITY.certificate(), now);

        byte[] message = CmsEnvelopes.seal(CmsSignerTest.MENU, recipient);
        Identity settlement = Identity.of(certificate, AUTHORITY.certificate(), TestKeys.of(KeyKind.P256));
        assertThat(CmsEnvelopes.open(message, settlement)).isEqualTo(CmsSignerTest.MENU);
        assertThat(recipient).hasToString("recipient CN=@settle");
    }

    @Test
    void anyOtherCertificateIsRefused() throws Exception {
        Duration day = Duration.ofDays(1);
        String other = "is made for something else than settlements";
        VerificationKey ed25519 = TestKeys.of(KeyKind.ED25519).verificationKey();

        assertRefused(AUTHORITY.issueAccount("settle", key, day), "does not name @settle alone");
        assertRefused(AUTHORITY.issueReceipt(ed25519), "does not name @settle alone");
        assertRefused(TestCertificates.odd(AUTHORITY, "CN=@settle", key, false, SIGN), other);
        assertRefused(TestCertificates.odd(AUTHORITY, "CN=@settle", key, true, SIGN, PROTECTED_MAIL), other);
        assertRefused(
                TestCertificates.odd(AUTHORITY, "CN=@settle", key, false, KeyUsage.keyAgreement, PROTECTED_MAIL),
                other);
        assertRefused(
                TestCertificates.odd(AUTHORITY, "CN=@settle", ed25519, false, SIGN, PROTECTED_MAIL),
                "has another key than a P-256 key");
        assertRefused(CertificateAuthority.create(Clock.systemUTC()).issueSettlement(key), "was not issued by this CA");
        X509Certificate valid = AUTHORITY.issueSettlement(key);
        Instant past = valid.getNotBefore().toInstant().minusSeconds(1);
        assertThatThrownBy(() -> SettlementCertificates.verify(valid, AUTHORITY.certificate(), past))
                .hasMessage("the settlement certificate was not valid at " + past);
    }

    private void assertRefused(X509Certificate certificate, String why) {
        assertThatThrownBy(() -> SettlementCertificates.verify(certificate, AUTHORITY.certificate(), now))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the settlement certificate " + why);
    }

    @Test
    void itIsNotTakenForTheReceipts() {
        assertThatThrownBy(
                        () -> ReceiptCertificates.verify(AUTHORITY.issueSettlement(key), AUTHORITY.certificate(), now))
                .hasMessage("the receipt certificate does not name @ledger alone");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"RSA_2048", "ED25519"},
            value = KeyKind.class)
    void itIsForAKeyThatSignsAndReceivesWell(KeyKind kind) {
        assertThatThrownBy(() -> AUTHORITY.issueSettlement(TestKeys.of(kind).verificationKey()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
