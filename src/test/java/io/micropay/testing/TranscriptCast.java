package io.micropay.testing;

import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.testing.UnusualCertificates.Certified;
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
