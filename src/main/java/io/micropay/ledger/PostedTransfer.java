package io.micropay.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// A durable transfer, as its proof tells it (protocol, *A payment*, step 5).
///
/// @param seq its place in the ledger, from 1 without gaps
/// @param record the twelve fields, `<seq>#<payer>#<amount>#<payee>#<id>#<expires>#<memo>#<committed at>#...`
/// @param previousHash lower-case hex, the chain hash of the transfer before
/// @param chainHash lower-case hex SHA-256 of the previous hash's 32 bytes and the record
public record PostedTransfer(long seq, String record, String previousHash, String chainHash) {

    /// The six fields that payer and payee signed, byte for byte.
    public String orderFields() {
        int start = record.indexOf('#') + 1;
        int end = start;
        for (int field = 0; field < 6; field++) {
            end = record.indexOf('#', end) + 1;
        }
        return record.substring(start, end - 1);
    }

    /// Whether the chain hash is the one that the previous hash and the record lead to.
    public boolean isChained() {
        MessageDigest sha256 = Chain.sha256();
        sha256.update(HexFormat.of().parseHex(previousHash));
        byte[] hash = sha256.digest(record.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).equals(chainHash);
    }
}
