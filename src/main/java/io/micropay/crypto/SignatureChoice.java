package io.micropay.crypto;

import java.util.Optional;

/// Decides once for the process which signatures it uses.
final class SignatureChoice {

    static final Signatures PREFERRED = choose(System.getProperty(Signatures.CHOICE_PROPERTY, ""));

    private SignatureChoice() {}

    static Signatures choose(String wish) {
        Optional<Signatures> fast = wish.equals("jdk") ? Optional.empty() : CorrettoSignatures.load();
        return fast.orElseGet(PortableSignatures::new);
    }
}
