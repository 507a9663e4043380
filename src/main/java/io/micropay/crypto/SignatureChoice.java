package io.micropay.crypto;

import java.util.Optional;

/// Decides once for the process which signatures it uses.
final class SignatureChoice {

    static final Signatures PREFERRED = choose(System.getProperty(Signatures.CHOICE_PROPERTY, ""));

    private SignatureChoice() {}

    static Signatures choose(String wish) {
        return wish.equals("jdk") ? new PortableSignatures() : fastest(CorrettoSignatures.load());
    }

    static Signatures fastest(Optional<Signatures> corretto) {
        return corretto.orElseGet(PortableSignatures::new);
    }
}
