package io.micropay.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A transfer's record in the making (protocol, *A payment*, step 5).
///
/// The caller's thread lays out all the bytes but two gaps; the writer, whose time is dear, fills in `seq` and
/// `committed at` and hashes the bytes where they lie. All twelve fields are ASCII by their types.
final class TransferRecord {

    private static final String SEQ_GAP = " ".repeat(19);
    private static final String COMMITTED_AT_GAP = "yyyy-mm-ddThh:mm:ss.mmmZ";

    private final byte[] bytes;
    private final int committedAtStart;
    private int start;

    TransferRecord(
            String orderFields,
            String payerKeyHash,
            String payeeKeyHash,
            String payerSignature,
            String payeeSignature) {
        bytes = String.join(
                        "#",
                        SEQ_GAP,
                        orderFields,
                        COMMITTED_AT_GAP,
                        payerKeyHash,
                        payeeKeyHash,
                        payerSignature,
                        payeeSignature)
                .getBytes(StandardCharsets.US_ASCII);
        committedAtStart = SEQ_GAP.length() + 1 + orderFields.length() + 1;
        start = SEQ_GAP.length();
    }

    /// Fills the gaps.
    ///
    /// @param committedAt the 24 bytes of a timestamp with milliseconds
    void complete(long seq, byte[] committedAt) {
        start = SEQ_GAP.length();
        for (long rest = seq; rest > 0; rest /= 10) {
            bytes[--start] = (byte) ('0' + rest % 10);
        }
        System.arraycopy(committedAt, 0, bytes, committedAtStart, COMMITTED_AT_GAP.length());
    }

    void update(MessageDigest digest) {
        digest.update(bytes, start, bytes.length - start);
    }

    /// The completed record.
    String text() {
        return new String(bytes, start, bytes.length - start, StandardCharsets.US_ASCII);
    }
}
