package io.micropay.ledger;

import java.util.Arrays;
import java.util.HexFormat;

/// What was decided about a merchant's day: which file of his counts, and what the server has said of it.
///
/// @param fileHash SHA-256 of the file
/// @param report CMS SignedData, signed by the server; changed by nobody
@SuppressWarnings("ArrayRecordComponent") // compared by the hash alone
public record SettledDay(byte[] fileHash, byte[] report) {

    /// Whether it was settled with a file of this hash.
    boolean isOf(byte[] otherHash) {
        return Arrays.equals(fileHash, otherHash);
    }

    @Override
    public String toString() {
        return "settled with the file " + HexFormat.of().formatHex(fileHash);
    }
}
