package io.micropay.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash over each record and the hash before it: whoever changes one record breaks all that follow.
///
/// Used by one thread; the digest is kept between records.
final class Chain {

    /// The length of a chain hash in bytes.
    static final int HASH_LENGTH = 32;

    private final MessageDigest sha256 = sha256();

    /// SHA-256 of the previous hash's bytes and the record's.
    byte[] link(byte[] previousHash, TransferRecord record) {
        sha256.update(previousHash);
        record.update(sha256);
        return sha256.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
