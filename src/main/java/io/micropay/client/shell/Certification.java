package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.Enrolment;
import io.micropay.client.EnrolmentResult;
import io.micropay.client.IdentityFolder;
import io.micropay.client.ServerAddress;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.SigningKey;
import io.micropay.wire.Request;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Gets a wallet its certificate, and a new one before the old one ends.
///
/// While a certificate counts, that it cannot be renewed is a warning; after that there is no way to connect without.
final class Certification {

    private final IdentityFolder folder;
    private final ServerAddress server;
    private final Optional<String> invitation;
    private final Dialogue dialogue;
    private final Clock clock;
    private String warned = "";

    /// @param server who is asked
    /// @param invitation for a server that asks newcomers for one; empty to ask the person for it then
    Certification(
            IdentityFolder folder, ServerAddress server, Optional<String> invitation, Dialogue dialogue, Clock clock) {
        this.folder = folder;
        this.server = server;
        this.invitation = invitation;
        this.dialogue = dialogue;
        this.clock = clock;
    }

    /// A first certificate.
    Identity first(X509Certificate ca, SigningKey key)
            throws CommandFailedException, CancelledException, ConnectionException, IOException {
        return certified(enrolment(ca), key, invitation);
    }

    /// One in the place of a certificate that has ended: the server knows the key.
    Identity another(Identity ended)
            throws CommandFailedException, CancelledException, ConnectionException, IOException {
        dialogue.tell(SignInSentences.ended(ended.certificate()));
        return first(ended.authority(), ended.signingKey());
    }

    private Identity certified(Enrolment enrolment, SigningKey key, Optional<String> code)
            throws CommandFailedException, CancelledException, ConnectionException, IOException {
        requireForm(code);
        return switch (enrolment.enrol(folder.name(), key, code)) {
            case EnrolmentResult.Certified certified -> kept(certified.identity());
            case EnrolmentResult.InvitationNeeded needed
            when code.isEmpty() -> certified(enrolment, key, Optional.of(new SignInQuestions(dialogue).invitation()));
            case EnrolmentResult.NotCertified refused ->
                throw new CommandFailedException(
                        Kind.AUTHENTICATION,
                        "the server does not certify " + folder.name() + ": " + SignInSentences.because(refused),
                        SignInSentences.hint(refused).orElse(null));
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

    static boolean hasEnded(X509Certificate certificate, Instant now) {
        return certificate.getNotAfter().toInstant().isBefore(now);
    }

    /// Whether two thirds of the certificate's life are over.
    static boolean isDue(X509Certificate certificate, Instant now) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        return now.isAfter(
                begin.plus(Duration.between(begin, end).multipliedBy(2).dividedBy(3)));
    }

    /// Another certificate for a key that has one, or else the one it has. Nobody is asked anything.
    Identity renewed(Identity own) {
        Enrolment enrolment = enrolment(own.authority());
        try {
            EnrolmentResult result = hasEnded(own.certificate(), clock.instant())
                    ? enrolment.enrol(folder.name(), own.signingKey(), Optional.empty())
                    : enrolment.renew(own);
            return switch (result) {
                case EnrolmentResult.Certified certified -> kept(certified.identity());
                case EnrolmentResult.NotCertified refused -> stays(own, SignInSentences.because(refused));
            };
        } catch (ConnectionException | IOException failure) {
            return stays(own, Sentences.plain(String.valueOf(failure.getMessage())));
        }
    }

    /// The same trouble is told once.
    private Identity stays(Identity own, String why) {
        if (!why.equals(warned)) {
            dialogue.tell(SignInSentences.notRenewed(own.certificate(), why, clock.instant()));
        }
        warned = why;
        return own;
    }

    private Identity kept(Identity identity) throws IOException {
        folder.keep(identity.certificate());
        dialogue.tell(SignInSentences.certified(identity));
        warned = "";
        return identity;
    }

    private Enrolment enrolment(X509Certificate ca) {
        return new Enrolment(server, ca, clock);
    }
}
