package io.micropay.crypto;

import java.security.cert.X509Certificate;
import java.time.Instant;

/// A content with the signature over it verified; [CmsVerifier] alone makes it.
///
/// The time is what the signer says: whether it is near enough is for the caller to judge.
///
/// @param content     not copied: who changes it changes it for all
/// @param certificate of the signer, issued by the CA of the verifier and valid at `signedAt`
/// @param signedAt    whole seconds
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and as large as a menu
public record SignedMessage(byte[] content, X509Certificate certificate, VerificationKey key, Instant signedAt) {

    /// The common name of the signer's certificate.
    public String name() {
        return Certificates.name(certificate)
                .orElseGet(() -> certificate.getSubjectX500Principal().getName());
    }

    @Override
    public String toString() {
        return content.length + " bytes signed by " + name() + " at " + signedAt;
    }
}
