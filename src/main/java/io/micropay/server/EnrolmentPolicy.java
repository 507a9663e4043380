package io.micropay.server;

import io.micropay.crypto.CertificateAuthority;
import io.micropay.crypto.Invitations;
import java.util.Optional;

/// Whom a server certifies, and with what.
///
/// @param authority the CA with its key; without it nobody is certified, which is possible in the closed mode alone
/// @param invitations what [EnrolmentMode#INVITE] asks for
public record EnrolmentPolicy(EnrolmentMode mode, Optional<CertificateAuthority> authority, Invitations invitations) {

    public EnrolmentPolicy {
        if (mode != EnrolmentMode.CLOSED && authority.isEmpty()) {
            throw new IllegalArgumentException("nobody can sign what enrolment in the mode " + mode + " issues");
        }
    }
}
