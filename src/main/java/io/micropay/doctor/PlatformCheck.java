package io.micropay.doctor;

import io.micropay.crypto.KeyKind;
import io.micropay.crypto.Signatures;
import io.micropay.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/// The Java that runs this, and whether it can sign.
public final class PlatformCheck implements Check {

    private static final byte[] WORDS = "micropay doctor".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String subject() {
        return "java";
    }

    @Override
    public void run(Consumer<Finding> tell) {
        tell.accept(Finding.ok(
                "java", "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"));
        tell.accept(signatures());
    }

    private static Finding signatures() {
        Signatures signatures = Signatures.preferred();
        SigningKey key = KeyKind.P256.generate();
        boolean verified = signatures
                .verifier(key.verificationKey())
                .verify(WORDS, signatures.signer(key).sign(WORDS));
        return verified
                ? Finding.ok("signatures", "made and verified by " + signatures.description())
                : Finding.fail(
                        "signatures",
                        signatures.description() + " does not verify its own signature",
                        Optional.of("java -D" + Signatures.CHOICE_PROPERTY + "=jdk -jar micropay.jar does without it"));
    }
}
