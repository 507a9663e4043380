package io.micropay.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash over a record and the hash before it (protocol, *A payment*, step 5). Used by one thread.
final class ChainHash {

    private final MessageDigest sha256;

    ChainHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    byte[] of(byte[] previousHash, String record) {
        sha256.update(previousHash);
        return sha256.digest(record.getBytes(StandardCharsets.UTF_8));
    }
}
