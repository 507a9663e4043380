package io.micropay.crypto;

import static io.micropay.crypto.CmsSignerTest.MENU;
import static io.micropay.crypto.TestCertificates.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CmsVerifierTest {

    private static final Identity JOANNE = TestIdentities.joanne(KeyKind.P256);
    private static final CmsVerifier VERIFIER = new CmsVerifier(AUTHORITY.certificate());

    private final Instant now = Instant.now();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, ''",
        "RSA_2048, -stream",
        "RSA_2048, -keyid",
        "RSA_2048, -certfile ca.crt",
        "P256, ''",
        "P256, -stream",
        "P256, -keyid -nosmimecap"
    })
    void whatOpensslSignsIsVerified(KeyKind kind, String options) throws Exception {
        byte[] message = openssl(kind, options);

        SignedMessage signed = verify(message, kind);

        assertThat(signed.content()).isEqualTo(MENU);
        assertThat(signed.signedAt())
                .isBetween(now.minusSeconds(1), Instant.now().plusSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"RSA_2048, -stream -certfile ca.crt", "P256, -keyid"})
    void noByteOfWhatOpensslSignsCanBeChanged(KeyKind kind, String options) throws Exception {
        byte[] message = openssl(kind, options);

        Tampering.assertEachChangeIsRefused(message, changed -> verify(changed, kind));
    }

    @Test
    void aLargeMessageInPiecesIsVerified() throws Exception {
        byte[] large = new byte[7 << 20];
        new Random(1).nextBytes(large);

        SignedMessage signed = verify(openssl(KeyKind.P256, "-stream", large), KeyKind.P256);

        assertThat(signed.content()).isEqualTo(large);
    }

    private byte[] openssl(KeyKind kind, String options) throws Exception {
        return openssl(kind, options, MENU);
    }

    private byte[] openssl(KeyKind kind, String options, byte[] content) throws Exception {
        TestIdentities.write(folder, "joanne", TestIdentities.joanne(kind));
        TestIdentities.write(folder, "lily", TestIdentities.named("Lily", TestKeys.of(KeyKind.P256)));
        Files.write(folder.resolve("menu.csv"), content);
        List<String> arguments = new ArrayList<>(List.of("cms", "-sign", "-binary"));
        if (!options.contains("-detached")) {
            arguments.add("-nodetach");
        }
        Arrays.stream(options.split(" "))
                .filter(option -> !option.isEmpty() && !option.equals("-detached"))
                .forEach(arguments::add);
        arguments.addAll(List.of("-signer", "joanne.crt", "-inkey", "joanne.key"));
        arguments.addAll(List.of("-in", "menu.csv", "-outform", "DER", "-out", "menu.p7m"));
        OpenSsl.Result result = OpenSsl.run(folder, arguments.toArray(String[]::new));
        assertThat(result.succeeded()).as(result.output()).isTrue();
        return Files.readAllBytes(folder.resolve("menu.p7m"));
    }

    private static SignedMessage verify(byte[] message, KeyKind kind) throws CryptoException {
        return VERIFIER.verify(message, TestIdentities.joanne(kind).verificationKey());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-noattr | the message has no signed attributes",
                "-nocerts | the message lacks its signer's certificate",
                "-detached | the message does not hold its content",
                "-md sha512 | the message is signed by another scheme than its key's",
                "-md sha1 | the message is signed by another scheme than its key's",
                "-signer lily.crt -inkey lily.key | the message is malformed",
                "-econtent_type 1.2.840.113549.1.7.2 | the message is malformed",
                "-certfile lily.crt | the message holds another certificate than its signer's and the CA's"
            })
    void whatOpensslSignsOtherwiseIsRefused(String options, String why) throws Exception {
        byte[] message = openssl(KeyKind.RSA_2048, options);

        assertThatThrownBy(() -> verify(message, KeyKind.RSA_2048))
                .isInstanceOf(CryptoException.class)
                .hasMessage(why);
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256", "ED25519"})
    void noByteCanBeChanged(KeyKind kind) throws Exception {
        byte[] message = new CmsSigner(TestIdentities.joanne(kind)).sign(MENU, now);

        verify(message, kind);

        Tampering.assertEachChangeIsRefused(message, changed -> verify(changed, kind));
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256", "ED25519"})
    void noByteCanBeMissingOrTooMuch(KeyKind kind) throws Exception {
        byte[] message = new CmsSigner(TestIdentities.joanne(kind)).sign(MENU, now);

        for (int length = 0; length < message.length; length++) {
            byte[] cut = Arrays.copyOf(message, length);
            assertThat(Tampering.isRefused(cut, changed -> verify(changed, kind)))
                    .as("cut to %d bytes", length)
                    .isTrue();
        }
        for (byte more : new byte[] {0, 0x30}) {
            byte[] longer = Arrays.copyOf(message, message.length + 1);
            longer[message.length] = more;
            assertThatThrownBy(() -> verify(longer, kind)).hasMessage("the message is followed by other bytes");
        }
    }

    @Property(tries = 500)
    void noMixtureOfChangesIsReadOrThrowsAnythingElse(@ForAll Random random) throws Exception {
        byte[] message = new CmsSigner(JOANNE).sign(MENU, now);
        byte[] changed = Mutations.of(message, random);

        assertThat(Tampering.isRefused(changed, mutant -> VERIFIER.verify(mutant, JOANNE.verificationKey())))
                .isEqualTo(!Arrays.equals(changed, message));
    }

    @Test
    void anothersSignatureIsRefused() throws Exception {
        Identity lily = TestIdentities.named("Joanne", TestKeys.of(KeyKind.ED25519));
        byte[] message = new CmsSigner(lily).sign(MENU, now);

        assertThatThrownBy(() -> VERIFIER.verify(message, JOANNE.verificationKey()))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the message is signed by Joanne with the key "
                        + lily.verificationKey().fingerprint() + ", not with the key expected");
    }

    @Test
    void aRenewedCertificateIsTheSameSigner() throws Exception {
        Identity renewed = TestIdentities.named("Joanne", JOANNE.signingKey());

        assertThat(VERIFIER.verify(new CmsSigner(renewed).sign(MENU, now), JOANNE.verificationKey())
                        .certificate())
                .isNotEqualTo(JOANNE.certificate());
    }

    @Test
    void anothersCaIsRefused() throws Exception {
        CertificateAuthority another = CertificateAuthority.create(Clock.systemUTC());
        byte[] message = new CmsSigner(TestIdentities.of(another, "Joanne", JOANNE.signingKey())).sign(MENU, now);

        assertThatThrownBy(() -> VERIFIER.verify(message, JOANNE.verificationKey()))
                .hasMessage("the certificate of the message's signer was not issued by this CA");
    }

    @Test
    void theCertificateIsJudgedAtTheTimeOfTheSignature() throws Exception {
        X509Certificate certificate = JOANNE.certificate();
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        CmsSigner signer = new CmsSigner(JOANNE);

        VERIFIER.verify(signer.sign(MENU, begin), JOANNE.verificationKey());
        VERIFIER.verify(signer.sign(MENU, end), JOANNE.verificationKey());
        for (Instant outside : List.of(begin.minusSeconds(1), end.plusSeconds(1))) {
            byte[] message = signer.sign(MENU, outside);
            assertThatThrownBy(() -> VERIFIER.verify(message, JOANNE.verificationKey()))
                    .hasMessage("the certificate of the message's signer was not valid at " + outside);
        }
    }

    @Test
    void aCertificateForSomethingElseIsRefused() throws Exception {
        VerificationKey key = JOANNE.verificationKey();
        String other = "the certificate of the message's signer is made for something else than signatures";

        for (X509Certificate certificate : List.of(
                TestCertificates.odd(AUTHORITY, "CN=Joanne", key, true, KeyUsage.digitalSignature),
                TestCertificates.odd(AUTHORITY, "CN=Joanne", key, false, KeyUsage.keyAgreement))) {
            Identity odd = Identity.of(certificate, AUTHORITY.certificate(), JOANNE.signingKey());
            byte[] message = new CmsSigner(odd).sign(MENU, now);
            assertThatThrownBy(() -> VERIFIER.verify(message, key)).hasMessage(other);
        }
    }

    @Test
    void reportsAreSignedWithTheSettlementCertificate() throws Exception {
        Identity settlement = Identity.of(
                AUTHORITY.issueSettlement(JOANNE.verificationKey()), AUTHORITY.certificate(), JOANNE.signingKey());

        SignedMessage report = VERIFIER.verifyReport(new CmsSigner(settlement).sign(MENU, now));

        assertThat(report.name()).isEqualTo("@settle");
        assertThat(report.content()).isEqualTo(MENU);
        byte[] byAccount = new CmsSigner(JOANNE).sign(MENU, now);
        assertThatThrownBy(() -> VERIFIER.verifyReport(byAccount))
                .hasMessage("the settlement certificate does not name @settle alone");
    }

    @Test
    void eachOfTheThreeAttributesHasToBeThere() throws Exception {
        assertThat(VERIFIER.verify(signedWith(attributes -> attributes), JOANNE.verificationKey())
                        .content())
                .isEqualTo(MENU);
        assertRefused(without(CMSAttributes.contentType), "the message does not sign the type of its content");
        assertRefused(without(CMSAttributes.messageDigest), "the message does not sign its content");
        assertRefused(without(CMSAttributes.signingTime), "the message does not say when it was signed");
    }

    @Test
    void anAttributeStandsThereOnceWithOneValue() throws Exception {
        assertRefused(attributes -> attributes.add(CMSAttributes.signingTime, time(5)), "the message is malformed");
        assertRefused(
                attributes -> {
                    DERSet two = new DERSet(new ASN1Encodable[] {time(0), time(5)});
                    ASN1EncodableVector others =
                            attributes.remove(CMSAttributes.signingTime).toASN1EncodableVector();
                    others.add(new Attribute(CMSAttributes.signingTime, two));
                    return new AttributeTable(others);
                },
                "the message is malformed");
    }

    /// Whoever stores messages stores these with them, whatever they hold.
    @Test
    void attributesTakeLittleRoom() throws Exception {
        ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

        byte[] small = signedWith(attributes -> attributes.add(unknown, new DEROctetString(new byte[3_800])));
        assertThat(VERIFIER.verify(small, JOANNE.verificationKey()).content()).isEqualTo(MENU);
        assertRefused(
                attributes -> attributes.add(unknown, new DEROctetString(new byte[4_096])), "the message is malformed");
    }

    private Time time(int secondsAgo) {
        return new Time(Date.from(now.minusSeconds(secondsAgo)));
    }

    @Test
    void anUnsignedAttributeIsRefused() throws Exception {
        byte[] message = generated(attributes -> attributes, true);

        assertThatThrownBy(() -> VERIFIER.verify(message, JOANNE.verificationKey()))
                .hasMessage("the message is malformed");
    }

    private interface Change {
        AttributeTable of(AttributeTable attributes);
    }

    private static Change without(ASN1ObjectIdentifier type) {
        return attributes -> attributes.remove(type);
    }

    private void assertRefused(Change change, String why) throws Exception {
        byte[] message = signedWith(change);
        assertThatThrownBy(() -> VERIFIER.verify(message, JOANNE.verificationKey()))
                .isInstanceOf(CryptoException.class)
                .hasMessage(why);
    }

    private byte[] signedWith(Change change) throws Exception {
        return generated(change, false);
    }

    /// What Bouncy Castle's generator makes of changed attributes, rightly signed.
    private byte[] generated(Change change, boolean hasUnsigned) throws Exception {
        CMSAttributeTableGenerator standard = new DefaultSignedAttributeTableGenerator();
        var builder = new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(parameters -> change.of(standard.getAttributes(parameters)));
        if (hasUnsigned) {
            builder.setUnsignedAttributeGenerator(standard);
        }
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(JOANNE.privateKey()), JOANNE.certificate()));
        generator.addCertificates(new JcaCertStore(List.of(JOANNE.certificate())));
        return generator.generate(new CMSProcessableByteArray(MENU), true).getEncoded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "-----BEGIN CMS-----\n", "TRANS#Joanne#1"})
    void whatIsNoCmsIsRefused(String text) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> VERIFIER.verify(message, JOANNE.verificationKey()))
                .isInstanceOf(CryptoException.class)
                .hasMessageStartingWith("the message is ");
    }

    @Test
    void anotherTypeOfCmsIsRefused() throws Exception {
        byte[] envelope =
                CmsEnvelopes.seal(MENU, Recipient.of(JOANNE.certificate()).orElseThrow());

        assertThatThrownBy(() -> VERIFIER.verify(envelope, JOANNE.verificationKey()))
                .hasMessage("the message is of another type (1.2.840.113549.1.9.16.1.23)");
    }

    @Test
    void theTimeIsThatOfTheSignerToTheSecond() throws Exception {
        Instant leap = Instant.parse("2024-02-29T23:59:59.999Z");
        Clock then = Clock.fixed(leap.minus(Duration.ofDays(1)), ZoneOffset.UTC);
        CertificateAuthority authority = CertificateAuthority.create(then);
        Identity joanne = TestIdentities.of(authority, "Joanne", JOANNE.signingKey());

        SignedMessage signed = new CmsVerifier(authority.certificate())
                .verify(new CmsSigner(joanne).sign(MENU, leap), joanne.verificationKey());

        assertThat(signed.signedAt()).isEqualTo(Instant.parse("2024-02-29T23:59:59Z"));
    }
}
