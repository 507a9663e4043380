package io.micropay.payment;

import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.UnsupportedKeyException;
import io.micropay.crypto.VerificationKey;
import io.micropay.ledger.Account;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The accounts' public keys, each decoded once and kept as long as its account is in memory: for good.
public final class AccountKeys {

    private final Map<String, VerificationKey> keys = new ConcurrentHashMap<>();
    private final Predicate<Fingerprint> revoked;

    /// @param revoked whether a key was revoked; asked anew each time, because the answer can change
    public AccountKeys(Predicate<Fingerprint> revoked) {
        this.revoked = revoked;
    }

    public VerificationKey of(Account account) {
        return keys.computeIfAbsent(account.keyHash(), hash -> decode(account));
    }

    public boolean isRevoked(Account account) {
        return revoked.test(of(account).fingerprint());
    }

    private static VerificationKey decode(Account account) {
        try {
            return VerificationKey.decode(account.publicKey());
        } catch (UnsupportedKeyException damaged) {
            throw new IllegalStateException("the ledger holds a key that no registration lets in: " + account, damaged);
        }
    }
}
