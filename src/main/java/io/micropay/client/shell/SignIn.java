package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.IdentityFolder;
import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.Password;
import io.micropay.crypto.ProtectedKey;
import io.micropay.crypto.SigningKey;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Opens a wallet's identity, and makes what of it is missing: trust in a CA first, then a key, then its certificate.
///
/// A first run is the case in which all is missing; one that was cut off goes on where it ended. Nothing of the
/// wallet's leaves the machine before a CA is trusted.
public final class SignIn {

    private final IdentityFolder folder;
    private final ServerAddress server;
    private final SignInOptions options;
    private final Dialogue dialogue;
    private final SignInQuestions questions;
    private final Certification certification;
    private final Clock clock;

    /// @param server where to ask for a certificate, where one is needed
    public SignIn(IdentityFolder folder, ServerAddress server, SignInOptions options, Dialogue dialogue, Clock clock) {
        this.folder = folder;
        this.server = server;
        this.options = options;
        this.dialogue = dialogue;
        this.questions = new SignInQuestions(dialogue);
        this.certification = new Certification(folder, server, options.invitation(), dialogue, clock);
        this.clock = clock;
    }

    /// The identity, ready to be used with a server.
    ///
    /// @throws CommandFailedException when a server, a person or a missing option stands in the way
    /// @throws CryptoException when a file is wrong, or the password is
    public Identity identity() throws CommandFailedException, CryptoException {
        return identity(this::current);
    }

    /// The identity for what needs no server: once it is made, it is as it lies there, even if its certificate has
    /// ended.
    ///
    /// @throws CommandFailedException as [#identity()] throws it
    /// @throws CryptoException when a file is wrong, or the password is
    public Identity identityHere() throws CommandFailedException, CryptoException {
        return identity(own -> own);
    }

    /// What is done with an identity that is there.
    private interface Use {
        Identity of(Identity own)
                throws CommandFailedException, CancelledException, ConnectionException, CryptoException, IOException;
    }

    private Identity identity(Use use) throws CommandFailedException, CryptoException {
        try {
            X509Certificate ca = new TrustedAuthority(folder, options, questions).of(server);
            SigningKey key = key();
            Optional<X509Certificate> certificate = folder.certificate();
            return certificate.isPresent()
                    ? use.of(Identity.of(certificate.get(), ca, key))
                    : certification.first(ca, key);
        } catch (CancelledException takenBack) {
            throw Failures.notOpened();
        } catch (ConnectionException failure) {
            throw Failures.of(failure);
        } catch (IOException failure) {
            throw Failures.notKept(folder.path(), failure);
        }
    }

    /// The account is bound to its key: in the place of one that was certified and is lost, no other is made.
    private SigningKey key() throws CommandFailedException, CancelledException, CryptoException, IOException {
        if (!folder.hasKey() && folder.certificate().isEmpty()) {
            return newKey();
        }
        Optional<ProtectedKey> locked = folder.protectedKey();
        return locked.isPresent() ? locked.get().open(password()) : folder.unprotectedKey();
    }

    private Password password() throws CommandFailedException, CancelledException {
        return options.password().isPresent() ? options.password().get() : questions.password();
    }

    private SigningKey newKey() throws CommandFailedException, CancelledException, IOException {
        Password password = options.password().isPresent() ? options.password().get() : questions.newPassword();
        SigningKey key = options.kind().orElse(KeyKind.RSA_2048).generate();
        folder.keep(key, password);
        dialogue.tell(SignInSentences.keyMade(key.verificationKey(), folder.keyFile(), password));
        return key;
    }

    /// The identity with a certificate that counts today, and if possible for long.
    private Identity current(Identity own)
            throws CommandFailedException, CancelledException, ConnectionException, CryptoException, IOException {
        Instant now = clock.instant();
        if (Certification.hasEnded(own.certificate(), now)) {
            return certification.another(own);
        }
        own.requireValidAt(now);
        return Certification.isDue(own.certificate(), now) ? certification.renewed(own) : own;
    }

    /// Keeps the certificate of the wallet that was opened with this identity.
    public Renewal renewal(Wallet wallet) {
        return renewal(wallet, RenewalPace.STANDARD);
    }

    Renewal renewal(Wallet wallet, RenewalPace pace) {
        return new OwnCertificate(wallet, folder, certification, pace, clock);
    }
}
