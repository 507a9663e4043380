package io.micropay.testing;

import io.micropay.crypto.KeyKind;
import io.micropay.crypto.SigningKey;
import java.util.EnumMap;
import java.util.Map;

/// A key of each kind for tests that need a key, not a new one: RSA keys of 4096 bits take seconds.
public final class TestKeys {

    private static final Map<KeyKind, SigningKey> KEYS = new EnumMap<>(KeyKind.class);

    private TestKeys() {}

    /// The same at each call, and new in each run of the tests.
    public static synchronized SigningKey of(KeyKind kind) {
        return KEYS.computeIfAbsent(kind, KeyKind::generate);
    }
}
