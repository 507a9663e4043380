package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.crypto.CertificateRequest;
import io.micropay.crypto.Certificates;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.SigningKey;
import io.micropay.money.Base64Url;
import io.micropay.money.PlainText;
import io.micropay.wire.Feature;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks a server that is trusted already to certify a key, and believes the certificate only after a look at all of it.
public final class Enrolment {

    private final ServerAddress address;
    private final X509Certificate ca;
    private final Clock clock;

    /// @param ca who is trusted, and must be who certifies
    public Enrolment(ServerAddress address, X509Certificate ca, Clock clock) {
        this.address = address;
        this.ca = ca;
        this.clock = clock;
    }

    /// Asks as somebody who has no certificate, or none any more. Nobody waits for a worker then.
    ///
    /// @param name what the certificate is to say
    public EnrolmentResult enrol(String name, SigningKey key, Optional<String> invitation) throws ConnectionException {
        try (ServerConnection server = Dialler.anonymous(address, ca).connect(ConnectionNotices.NONE)) {
            return ask(server, name, key, invitation);
        }
    }

    /// Asks for another certificate of the same key, while the old one still counts. It waits for a worker as long as
    /// somebody does who could go on without.
    public EnrolmentResult renew(Identity own) throws ConnectionException {
        try (ServerConnection server =
                Dialler.of(address, own).connect(ConnectionNotices.NONE, Waits.STANDARD.workerInDoubt())) {
            return ask(server, own.name(), own.signingKey(), Optional.empty());
        }
    }

    private EnrolmentResult ask(ServerConnection server, String name, SigningKey key, Optional<String> invitation)
            throws ConnectionException {
        if (!KnownLedger.ask(server, ca).offers(Feature.ENROL)) {
            return new EnrolmentResult.NotOffered();
        }
        CertificateRequest request = CertificateRequest.create(name, key);
        Response answer = server.ask(new Request.Enroll(Base64Url.of(request.encoded()), invitation));
        return switch (answer) {
            case Response.Enrolled enrolled -> new EnrolmentResult.Certified(identity(enrolled, name, key));
            case Response.AuthenticationFailed failed
            when failed.reason().equals(Response.AuthenticationFailed.INVITATION_NEEDED) ->
                new EnrolmentResult.InvitationNeeded();
            case Response.AuthenticationFailed failed -> refused(failed.reason());
            case Response.FormatError error -> refused(error.reason());
            default -> refused("the answer makes no sense here");
        };
    }

    private static EnrolmentResult refused(String reason) {
        return new EnrolmentResult.Refused(PlainText.foreign(reason));
    }

    private Identity identity(Response.Enrolled enrolled, String name, SigningKey key) throws ConnectionException {
        if (!enrolled.authority().equals(Base64Url.of(Certificates.encoded(ca)))) {
            throw untrusted("it certifies with another CA than the one it shows", null);
        }
        try {
            X509Certificate certificate =
                    Certificates.decode(enrolled.certificate().bytes());
            Identity identity = Identity.of(certificate, ca, key);
            identity.requireValidAt(clock.instant());
            if (!Certificates.name(certificate).equals(Optional.of(name))) {
                throw untrusted("the certificate is in another name", null);
            }
            return identity;
        } catch (CryptoException wrong) {
            throw untrusted(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private ConnectionException untrusted(String why, @Nullable Throwable cause) {
        return new ConnectionException(
                Trouble.UNTRUSTED,
                address + " is not to be trusted: " + why,
                "nothing was kept of its answer; tell the ledger's operator",
                cause);
    }
}
