package io.micropay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.CertificateRequest;
import io.micropay.crypto.Certificates;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.SigningKey;
import io.micropay.money.Base64Url;
import io.micropay.testing.UnusualCertificates.Certified;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Who connects in a transcript, and with which certificate.
///
/// `Joanne` has the certificate of that name and a P-256 key, and so has `Joanne-2`. Whoever is other than that is
/// introduced:
/// ```
/// person Rex key=rsa                   a key of another kind, by its name on the command line
/// person Renewed key-of=Rex            another certificate for Rex's key
/// person Zoe key-of=Rex name=Zoe       one with another name in it
/// person Mallory ca=another            a certificate of another CA
/// person Ledger certificate=receipt    the certificate that receipts are verified with
/// person Max unusual=p-384             see UnusualCertificates
/// ```
final class TranscriptCast {

    private final TestCertificates certificates;
    private final Map<String, Certified> introduced = new HashMap<>();

    TranscriptCast(TestCertificates certificates) {
        this.certificates = certificates;
    }

    /// @param words `person Rex ...`
    void introduce(String[] words) {
        String person = words[1];
        String[] option = words[2].split("=", 2);
        Certified certified = switch (option[0]) {
            case "key" ->
                certified(certificates.account(person, KeyKind.parse(option[1]).orElseThrow()));
            case "key-of" ->
                certified(certificates.certify(
                        words.length > 3 ? words[3].replace("name=", "") : option[1],
                        certificates.account(option[1]).signingKey()));
            case "ca" -> certified(TestCertificates.another().account(person));
            case "certificate" -> certified(certificates.ledger());
            case "unusual" -> new UnusualCertificates(certificates).certified(person, option[1]);
            default -> throw new IllegalArgumentException(words[2]);
        };
        introduced.put(person, certified);
    }

    /// A request for a certificate in the person's name, as it stands on the wire: `request first = Joanne`, with
    /// `key-of=Rex` or `name=Annabel` behind it for what is unlike the person's own.
    String request(String[] words) {
        String name = words[3];
        String keyOf = words[3];
        for (int i = 4; i < words.length; i++) {
            String[] option = words[i].split("=", 2);
            switch (option[0]) {
                case "name" -> name = option[1];
                case "key-of" -> keyOf = option[1];
                default -> throw new IllegalArgumentException(words[i]);
            }
        }
        SigningKey key = certificates.account(keyOf).signingKey();
        return Base64Url.of(CertificateRequest.create(name, key).encoded()).toString();
    }

    /// Introduces somebody with the certificate that the server has issued: `enrolled Newcomer = Joanne ENROLLED#...`,
    /// for the key of Joanne. Nothing but that key and a name may be in it, for the 90 days of the protocol.
    void enrolled(String[] words) {
        String[] answer = words[4].split("#", -1);
        assertThat(answer).hasSize(3).startsWith("ENROLLED");
        assertThat(answer[2]).isEqualTo(base64Url(certificates.ca()));
        SigningKey key = certificates.account(words[3]).signingKey();
        try {
            X509Certificate issued =
                    Certificates.decode(Base64Url.parse(answer[1]).orElseThrow().bytes());
            assertThat(issued.getSubjectX500Principal().getName()).matches("CN=[A-Za-z]+");
            assertThat(issued.getSubjectAlternativeNames()).isNull();
            assertThat(issued.getBasicConstraints()).isNegative();
            assertThat(issued.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
            assertThat(Duration.between(Instant.now(), issued.getNotAfter().toInstant()))
                    .isBetween(Duration.ofDays(89), Duration.ofDays(90));
            introduced.put(words[1], certified(Identity.of(issued, certificates.ca(), key)));
        } catch (CryptoException | CertificateParsingException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64Url(X509Certificate certificate) {
        return Base64Url.of(Certificates.encoded(certificate)).toString();
    }

    TestClient connect(String person, TestServer server) {
        Certified certified = introduced.get(person);
        return certified == null
                ? server.connect(person.replaceFirst("-.*", ""))
                : server.connect(certified.key(), certified.chain());
    }

    private static Certified certified(Identity identity) {
        return new Certified(identity.privateKey(), identity.chain());
    }
}
