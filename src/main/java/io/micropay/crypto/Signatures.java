package io.micropay.crypto;

/// The implementations of the three signature schemes that this process uses.
///
/// They are called as explicit objects, never installed into the platform's list of providers: TLS and everything
/// else keep the JDK's. Both choices give the same answer to every signature; they differ in speed alone.
public sealed interface Signatures permits CorrettoSignatures, PortableSignatures {

    /// The system property that forces the portable choice with the value `jdk`.
    String CHOICE_PROPERTY = "micropay.crypto";

    /// The fastest choice that works on this machine. The first call loads it (about 0.3 s for the native one).
    static Signatures preferred() {
        return SignatureChoice.PREFERRED;
    }

    /// What is in use, in the words of `micropay --version`.
    String description();

    /// A verifier for `key`, to be kept with the key: the key is converted once.
    Verifier verifier(VerificationKey key);

    /// A signer for `key`, to be kept with the key.
    Signer signer(SigningKey key);
}
