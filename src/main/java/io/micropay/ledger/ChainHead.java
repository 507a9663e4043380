package io.micropay.ledger;

/// The end of the chain of transfers: what the next one follows.
///
/// @param seq the last transfer's sequence number, 0 before the first
/// @param hash its chain hash, 32 zeros before the first; nobody changes the bytes
/// @param committedAt its `committed at` in milliseconds since 1970, 0 before the first
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and made once for each transfer
public record ChainHead(long seq, byte[] hash, long committedAt) {

    /// Where an empty ledger stands.
    public static ChainHead empty() {
        return new ChainHead(0, new byte[Chain.HASH_LENGTH], 0);
    }
}
