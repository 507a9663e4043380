package io.micropay.client;

import io.micropay.crypto.Identity;

/// What came of asking for a certificate.
public sealed interface EnrolmentResult {

    record Certified(Identity identity) implements EnrolmentResult {}

    /// Why there is none.
    sealed interface NotCertified extends EnrolmentResult {}

    /// The server takes newcomers who have been invited.
    record InvitationNeeded() implements NotCertified {}

    record Refused(String reason) implements NotCertified {}

    /// The server has no CA's key, and certifies nobody.
    record NotOffered() implements NotCertified {}
}
