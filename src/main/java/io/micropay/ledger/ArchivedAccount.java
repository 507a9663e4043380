package io.micropay.ledger;

/// A row of the accounts, as it is stored; nothing of it has been checked.
///
/// @param name the registered spelling
/// @param nameKey the name in lower case
/// @param publicKey DER SubjectPublicKeyInfo; empty for the treasury
/// @param keyHash the public key's SHA-256; empty for the treasury
/// @param openedAt milliseconds since 1970
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record ArchivedAccount(
        long number, String name, String nameKey, byte[] publicKey, byte[] keyHash, long openedAt) {}
