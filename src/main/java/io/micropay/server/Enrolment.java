package io.micropay.server;

import io.micropay.crypto.CertificateAuthority;
import io.micropay.crypto.CertificateRequest;
import io.micropay.crypto.Certificates;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.OutputException;
import io.micropay.crypto.RevokedKeys;
import io.micropay.jfr.EnrolmentEvent;
import io.micropay.ledger.Ledger;
import io.micropay.money.AccountName;
import io.micropay.money.Base64Url;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Answers `ENROLL`: certifies keys, as far as the server's policy goes.
///
/// Whoever proves to have a key that has an account, or a certificate that was shown on this connection, is renewed
/// without being asked for more. A certificate gives no right to its name: an account is its key. An invitation is
/// used up last of all, so that a request which is refused for another reason does not cost it.
final class Enrolment {

    private static final String NOT_GOOD = "the invitation is unknown or used up";

    private final EnrolmentPolicy policy;
    private final Ledger ledger;
    private final RevokedKeys revokedKeys;
    private final ServerLog log;

    Enrolment(EnrolmentPolicy policy, Ledger ledger, RevokedKeys revokedKeys, ServerLog log) {
        this.policy = policy;
        this.ledger = ledger;
        this.revokedKeys = revokedKeys;
        this.log = log;
    }

    /// Whether this server can certify keys at all.
    boolean isOffered() {
        return policy.authority().isPresent();
    }

    Response enroll(Session session, Request.Enroll enroll) {
        if (policy.authority().isEmpty()) {
            return new Response.FormatError("not supported");
        }
        EnrolmentEvent event = new EnrolmentEvent();
        event.begin();
        Response answer = judge(session, enroll, policy.authority().get(), event);
        if (answer instanceof Response.AuthenticationFailed refused) {
            event.outcome = refused.reason();
            log.notEnrolled(session.address(), refused.reason());
        }
        event.commit();
        return answer;
    }

    private Response judge(
            Session session, Request.Enroll enroll, CertificateAuthority authority, EnrolmentEvent event) {
        if (session.hasEnrolled()) {
            return new Response.AuthenticationFailed("one certificate for each connection");
        }
        try {
            CertificateRequest request =
                    CertificateRequest.decode(enroll.request().bytes());
            event.key = request.key().fingerprint().hex();
            Optional<String> refusal = refusal(session, request, enroll.invitation());
            return refusal.isPresent()
                    ? new Response.AuthenticationFailed(refusal.get())
                    : issue(session, request, authority, event);
        } catch (CryptoException notARequest) {
            return new Response.AuthenticationFailed(String.valueOf(notARequest.getMessage()));
        }
    }

    /// The first rule that forbids it. Strangers who are not let in do not learn whose a name is.
    private Optional<String> refusal(Session session, CertificateRequest request, Optional<String> invitation) {
        Fingerprint key = request.key().fingerprint();
        boolean known = isKnown(session, key);
        return refusalOf(request.name())
                .or(() -> when(isRevoked(key), "revoked key"))
                .or(() -> known ? Optional.empty() : refusalOfStranger(invitation))
                .or(() -> when(isAnothers(request.name(), key), "the name is another key's"))
                .or(() -> known ? Optional.empty() : invitation.flatMap(this::useUp));
    }

    private static Optional<String> when(boolean refused, String reason) {
        return refused ? Optional.of(reason) : Optional.empty();
    }

    private static Optional<String> refusalOf(String name) {
        Optional<AccountName> parsed = AccountName.parse(name);
        return when(parsed.isEmpty(), "not a name of an account")
                .or(() -> when(AccountName.isReserved(name), "the name is reserved"));
    }

    /// Reads the list itself: the watch that keeps it up to date may not have come round yet.
    private boolean isRevoked(Fingerprint key) {
        revokedKeys.refresh();
        return revokedKeys.contains(key);
    }

    private boolean isKnown(Session session, Fingerprint key) {
        return session.key().filter(key::equals).isPresent()
                || ledger.accountOfKey(key.hex()).isPresent();
    }

    private boolean isAnothers(String name, Fingerprint key) {
        return AccountName.parse(name)
                .flatMap(ledger::account)
                .filter(account -> !account.keyHash().equals(key.hex()))
                .isPresent();
    }

    private Optional<String> refusalOfStranger(Optional<String> invitation) {
        return switch (policy.mode()) {
            case OPEN -> Optional.empty();
            case INVITE ->
                when(invitation.isEmpty(), Response.AuthenticationFailed.INVITATION_NEEDED)
                        .or(() -> when(!policy.invitations().isGood(invitation.orElseThrow()), NOT_GOOD));
            case CLOSED -> Optional.of("nobody new is enrolled here");
        };
    }

    /// Of several who have come as far as this with one invitation, one gets in.
    private Optional<String> useUp(String invitation) {
        if (policy.mode() != EnrolmentMode.INVITE) {
            return Optional.empty();
        }
        try {
            return when(!policy.invitations().redeem(invitation), NOT_GOOD);
        } catch (OutputException failure) {
            log.invitationsFail(failure);
            return Optional.of("invitations cannot be taken now");
        }
    }

    private Response issue(
            Session session, CertificateRequest request, CertificateAuthority authority, EnrolmentEvent event) {
        X509Certificate certificate =
                authority.issueAccount(request.name(), request.key(), CertificateAuthority.ACCOUNT_VALIDITY);
        session.enrolled();
        log.enrolled(request.name(), request.key().fingerprint(), session.address());
        event.name = request.name();
        event.outcome = "ENROLLED";
        return new Response.Enrolled(encoded(certificate), encoded(authority.certificate()));
    }

    private static Base64Url encoded(X509Certificate certificate) {
        return Base64Url.of(Certificates.encoded(certificate));
    }
}
