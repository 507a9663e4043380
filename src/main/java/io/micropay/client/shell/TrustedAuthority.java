package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.FirstSight;
import io.micropay.client.IdentityFolder;
import io.micropay.client.ServerAddress;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Whose word a wallet takes: the CA it knows, or at the first run one that an option or a person says is the right
/// one.
///
/// An identity is of one ledger. An option that names another CA than the wallet's is refused, and never followed.
final class TrustedAuthority {

    private final IdentityFolder folder;
    private final SignInOptions options;
    private final SignInQuestions questions;

    TrustedAuthority(IdentityFolder folder, SignInOptions options, SignInQuestions questions) {
        this.folder = folder;
        this.options = options;
        this.questions = questions;
    }

    /// @param server which is looked at when the wallet knows no CA
    X509Certificate of(ServerAddress server)
            throws CommandFailedException, CancelledException, ConnectionException, CryptoException, IOException {
        Optional<X509Certificate> known = folder.authority();
        if (known.isPresent()) {
            options.requireTrusted(known.get(), "this wallet's CA is ");
            return known.get();
        }
        X509Certificate ca = seen(server);
        folder.begin(server, ca);
        return ca;
    }

    /// The CA that the server shows, once somebody has said that it is the right one.
    private X509Certificate seen(ServerAddress server)
            throws CommandFailedException, CancelledException, ConnectionException {
        boolean said = options.saysWhomToTrust();
        if (!said) {
            questions.requirePerson("nothing says which CA to trust", SignInSentences.TRUST_HINT);
        }
        X509Certificate ca = FirstSight.authority(server);
        options.requireTrusted(ca, "the CA of " + server + " is ");
        if (!said && !questions.trusts(server, Fingerprint.ofCertificate(ca))) {
            throw new CommandFailedException(
                    Kind.AUTHENTICATION,
                    "you do not trust the CA of " + server + ": nothing was sent, and nothing kept",
                    "the ledger's operator can tell its fingerprint");
        }
        return ca;
    }
}
