package io.micropay.testing;

import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import java.util.HashMap;
import java.util.Map;

/// Who connects in a transcript, and with which certificate.
///
/// `Joanne` has the certificate of that name and a P-256 key, and so has `Joanne-2`. Whoever is other than that is
/// introduced:
/// ```
/// person Rex key=rsa                   a key of another kind, by its name on the command line
/// person Rex-renewed key-of=Rex        another certificate for Rex's key
/// person Zoe key-of=Rex name=Zoe       one with another name in it
/// person Mallory ca=another            a certificate of another CA
/// ```
final class TranscriptCast {

    private final TestCertificates certificates;
    private final Map<String, Identity> introduced = new HashMap<>();

    TranscriptCast(TestCertificates certificates) {
        this.certificates = certificates;
    }

    /// @param words `person Rex ...`
    void introduce(String[] words) {
        String[] option = words[2].split("=", 2);
        Identity identity = switch (option[0]) {
            case "key" ->
                certificates.account(words[1], KeyKind.parse(option[1]).orElseThrow());
            case "key-of" ->
                certificates.certify(
                        words.length > 3 ? words[3].replace("name=", "") : option[1],
                        certificates.account(option[1]).signingKey());
            case "ca" -> TestCertificates.another().account(words[1]);
            default -> throw new IllegalArgumentException(words[2]);
        };
        introduced.put(words[1], identity);
    }

    Identity identity(String person) {
        Identity identity = introduced.get(person);
        return identity != null ? identity : certificates.account(person.replaceFirst("-.*", ""));
    }
}
