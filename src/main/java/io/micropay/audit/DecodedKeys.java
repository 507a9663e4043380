package io.micropay.audit;

import io.micropay.crypto.UnsupportedKeyException;
import io.micropay.crypto.VerificationKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The accounts' public keys, decoded when they are needed and kept, up to a limit.
final class DecodedKeys {

    private static final int KEPT_MAX = 20_000;

    private final Map<Long, Optional<VerificationKey>> kept = new ConcurrentHashMap<>();

    /// The account's key; empty when it is none that an account may have.
    Optional<VerificationKey> of(AuditedAccount account) {
        if (kept.size() >= KEPT_MAX) {
            // Decoding costs about as much as verifying: to begin anew is simpler than to know which are in use.
            kept.clear();
        }
        return kept.computeIfAbsent(account.number(), number -> decode(account));
    }

    private static Optional<VerificationKey> decode(AuditedAccount account) {
        try {
            return Optional.of(VerificationKey.decode(account.publicKey()));
        } catch (UnsupportedKeyException notAKey) {
            return Optional.empty();
        }
    }
}
