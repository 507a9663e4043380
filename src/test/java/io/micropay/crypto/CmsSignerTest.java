package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CmsSignerTest {

    static final byte[] MENU =
            "sku,category,title,price\r\nflat-white,coffee,Flat white,3.5\r\n".getBytes(StandardCharsets.UTF_8);

    private final Instant now = Instant.now();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256", "ED25519"})
    void whatIsSignedIsVerified(KeyKind kind) throws Exception {
        Identity joanne = TestIdentities.joanne(kind);

        SignedMessage signed = new CmsVerifier(joanne.authority())
                .verify(new CmsSigner(joanne).sign(MENU, now), joanne.verificationKey());

        assertThat(signed.content()).isEqualTo(MENU);
        assertThat(signed.name()).isEqualTo("Joanne");
        assertThat(signed.key()).isEqualTo(joanne.verificationKey());
        assertThat(signed.certificate()).isEqualTo(joanne.certificate());
        assertThat(signed.signedAt()).isEqualTo(Instant.ofEpochSecond(now.getEpochSecond()));
        assertThat(signed).hasToString(MENU.length + " bytes signed by Joanne at " + signed.signedAt());
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256"})
    void opensslVerifiesWhatIsSigned(KeyKind kind) throws Exception {
        Identity joanne = TestIdentities.joanne(kind);
        TestIdentities.write(folder, "joanne", joanne);
        Files.write(folder.resolve("menu.p7m"), new CmsSigner(joanne).sign(MENU, now));

        OpenSsl.Result result = OpenSsl.run(
                folder,
                "cms -verify -binary -inform DER -in menu.p7m -CAfile ca.crt -purpose any -out menu.csv".split(" "));

        assertThat(result.succeeded()).as(result.output()).isTrue();
        assertThat(folder.resolve("menu.csv")).hasBinaryContent(MENU);
    }

    /// Reports need no option: the purpose of the settlement certificate is what openssl expects.
    @Test
    void opensslVerifiesAReportWithoutBeingToldThePurpose() throws Exception {
        SigningKey key = TestKeys.of(KeyKind.P256);
        Identity settlement = Identity.of(
                TestCertificates.AUTHORITY.issueSettlement(key.verificationKey()),
                TestCertificates.AUTHORITY.certificate(),
                key);
        TestIdentities.write(folder, "settle", settlement);
        Files.write(folder.resolve("report.p7m"), new CmsSigner(settlement).sign(MENU, now));

        OpenSsl.Result result = OpenSsl.run(
                folder, "cms -verify -binary -inform DER -in report.p7m -CAfile ca.crt -out report.csv".split(" "));

        assertThat(result.succeeded()).as(result.output()).isTrue();
        assertThat(folder.resolve("report.csv")).hasBinaryContent(MENU);
    }

    /// openssl 3.0 knows no Ed25519 in CMS, so that the second opinion is Bouncy Castle's with the JDK's Ed25519.
    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256", "ED25519"})
    void bouncyCastleVerifiesWhatIsSigned(KeyKind kind) throws Exception {
        Identity joanne = TestIdentities.joanne(kind);

        CMSSignedData read = new CMSSignedData(new CmsSigner(joanne).sign(MENU, now));

        SignerInformation signer = read.getSignerInfos().getSigners().iterator().next();
        assertThat(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(joanne.certificate())))
                .isTrue();
        assertThat(((CMSProcessableByteArray) read.getSignedContent()).getContent())
                .isEqualTo(MENU);
        assertThat(read.getCertificates().getMatches(null)).hasSize(1);
    }

    @Test
    void theLargestBlockIsSignedAndMoreIsRefused() throws Exception {
        Identity joanne = TestIdentities.joanne(KeyKind.P256);
        CmsSigner signer = new CmsSigner(joanne);
        byte[] block = new byte[8 << 20];

        byte[] message = signer.sign(block, now);

        assertThat(new CmsVerifier(joanne.authority())
                        .verify(message, joanne.verificationKey())
                        .content())
                .isEqualTo(block);
        assertThatThrownBy(() -> signer.sign(new byte[CmsMessages.BYTES_MAX], now))
                .isInstanceOf(CryptoException.class)
                .hasMessageMatching("the message has \\d+ bytes, at most 8454144 are allowed");
    }

    @Test
    void nothingIsSignedButTypeHashAndTime() throws Exception {
        Identity joanne = TestIdentities.joanne(KeyKind.P256);

        CMSSignedData read = new CMSSignedData(new CmsSigner(joanne).sign(MENU, now));

        SignerInformation signer = read.getSignerInfos().getSigners().iterator().next();
        AttributeTable attributes = signer.getSignedAttributes();
        assertThat(attributes.size()).isEqualTo(3);
        assertThat(attributes.get(CMSAttributes.contentType)).isNotNull();
        assertThat(attributes.get(CMSAttributes.messageDigest)).isNotNull();
        assertThat(attributes.get(CMSAttributes.signingTime)).isNotNull();
        assertThat(signer.getUnsignedAttributes()).isNull();
    }
}
