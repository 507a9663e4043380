package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.Enrolment;
import io.micropay.client.EnrolmentResult;
import io.micropay.client.IdentityFolder;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.SigningKey;
import io.micropay.wire.Request;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Gets a wallet its certificate, and a new one before the old one ends.
///
/// While a certificate counts, that it cannot be renewed is a warning; after that there is no way to connect without.
final class Certification {

    private final IdentityFolder folder;
    private final Dialogue dialogue;
    private final SignInQuestions questions;

    Certification(IdentityFolder folder, Dialogue dialogue, SignInQuestions questions) {
        this.folder = folder;
        this.dialogue = dialogue;
        this.questions = questions;
    }

    /// A first certificate, or another one after the last has ended: the server knows the key then.
    ///
    /// @param invitation asked for when it is needed and empty
    Identity first(Enrolment enrolment, SigningKey key, Optional<String> invitation)
            throws CommandFailedException, CancelledException, ConnectionException, IOException {
        requireForm(invitation);
        return switch (enrolment.enrol(folder.name(), key, invitation)) {
            case EnrolmentResult.Certified certified -> kept(certified.identity());
            case EnrolmentResult.InvitationNeeded needed
            when invitation.isEmpty() -> first(enrolment, key, Optional.of(questions.invitation()));
            case EnrolmentResult.NotCertified refused ->
                throw new CommandFailedException(
                        Kind.AUTHENTICATION,
                        "the server does not certify " + folder.name() + ": " + Sentences.because(refused),
                        Sentences.hint(refused).orElse(null));
        };
    }

    private static void requireForm(Optional<String> invitation) throws CommandFailedException {
        if (invitation.isPresent() && !Request.Enroll.isInvitation(invitation.get())) {
            throw new CommandFailedException(
                    Kind.USAGE,
                    Sentences.quoted(invitation.get()) + " is not an invitation",
                    "a code has 8 to 64 letters and digits");
        }
    }

    /// Whether two thirds of the certificate's life are over.
    static boolean isDue(X509Certificate certificate, Instant now) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        return now.isAfter(
                begin.plus(Duration.between(begin, end).multipliedBy(2).dividedBy(3)));
    }

    /// Another certificate for a key whose own still counts, or else the one it has.
    Identity renewed(Enrolment enrolment, Identity own) {
        try {
            return switch (enrolment.renew(own)) {
                case EnrolmentResult.Certified certified -> kept(certified.identity());
                case EnrolmentResult.NotCertified refused -> stays(own, Sentences.because(refused));
            };
        } catch (ConnectionException | IOException failure) {
            return stays(own, Sentences.plain(String.valueOf(failure.getMessage())));
        }
    }

    private Identity stays(Identity own, String why) {
        dialogue.tell(Sentences.notRenewed(own.certificate(), why));
        return own;
    }

    private Identity kept(Identity identity) throws IOException {
        folder.keep(identity.certificate());
        dialogue.tell(Sentences.certified(identity));
        return identity;
    }
}
