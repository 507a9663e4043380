package io.micropay.client.shell;

import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.Password;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What need not be asked at a sign-in, because it was said beforehand.
///
/// @param password of the wallet's key, or for the one that is made
/// @param fingerprint of the CA to trust
/// @param ca to trust
/// @param invitation for a server that asks newcomers for one
/// @param kind of the key, where one is made
public record SignInOptions(
        Optional<Password> password,
        Optional<Fingerprint> fingerprint,
        Optional<X509Certificate> ca,
        Optional<String> invitation,
        Optional<KeyKind> kind) {

    boolean saysWhomToTrust() {
        return ca.isPresent() || fingerprint.isPresent();
    }

    /// Refuses a CA that is another than what was said.
    ///
    /// @param what whose CA it is, as the beginning of a sentence
    public void requireTrusted(X509Certificate shown, String what) throws CommandFailedException {
        List<Fingerprint> trusted = Stream.concat(ca.map(Fingerprint::ofCertificate).stream(), fingerprint.stream())
                .toList();
        for (Fingerprint said : trusted) {
            requireSame(Fingerprint.ofCertificate(shown), said, what);
        }
    }

    private static void requireSame(Fingerprint shown, Fingerprint trusted, String what) throws CommandFailedException {
        if (!shown.equals(trusted)) {
            throw new CommandFailedException(
                    Kind.AUTHENTICATION,
                    what + shown.text() + ", and the one to trust is " + trusted.text(),
                    "nothing was sent; somebody may stand in between: ask the ledger's operator");
        }
    }
}
