package io.micropay.cli;

import io.micropay.ledger.ArchivedTransfer;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.Timestamp;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A transfer as `micropay ledger export` writes it. The names of the columns stay as they are; columns may be added
/// at the end.
///
/// All but the memo is written as in a proof, so that the record and its chain hash can be put together again.
///
/// @param memo in plain text
/// @param payerKeyHash empty for an opening deposit, like `expires`, the memo and the signatures
record ExportedTransfer(
        long seq,
        String committedAt,
        String payer,
        String payee,
        String amount,
        String id,
        String memo,
        String expires,
        String payerKeyHash,
        String payeeKeyHash,
        String payerSignature,
        String payeeSignature,
        String chainHash) {

    /// The header of a CSV file.
    static final List<String> COLUMNS = List.of(
            "seq",
            "committed_at",
            "payer",
            "payee",
            "amount",
            "id",
            "memo",
            "expires",
            "payer_key_hash",
            "payee_key_hash",
            "payer_signature",
            "payee_signature",
            "chain_hash");

    /// @param keyHashes by the accounts' numbers
    /// @throws IllegalArgumentException when the row is not of the form
    static ExportedTransfer of(ArchivedTransfer row, Map<Long, String> keyHashes) {
        return new ExportedTransfer(
                row.seq(),
                Timestamp.ofEpochMillis(row.committedAt()).toString(),
                row.payerName(),
                row.payeeName(),
                new Amount(row.amount()).toString(),
                id(row.id()),
                Memo.parse(row.memo())
                        .map(Memo::text)
                        .orElseThrow(() -> new IllegalArgumentException("its memo is not of the form")),
                row.expires(),
                keyHash(row.payer(), keyHashes),
                keyHash(row.payee(), keyHashes),
                Base64Url.of(row.payerSignature()).toString(),
                Base64Url.of(row.payeeSignature()).toString(),
                HexFormat.of().formatHex(row.chainHash()));
    }

    private static String id(byte[] stored) {
        if (stored.length != Long.BYTES * 2) {
            throw new IllegalArgumentException("its id is not the id of a payment");
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private static String keyHash(long account, Map<Long, String> keyHashes) {
        String hash = keyHashes.get(account);
        if (hash == null) {
            throw new IllegalArgumentException("there is no account " + account);
        }
        return hash;
    }

    /// The values in the order of the columns.
    List<String> values() {
        return List.of(
                Long.toString(seq),
                committedAt,
                payer,
                payee,
                amount,
                id,
                memo,
                expires,
                payerKeyHash,
                payeeKeyHash,
                payerSignature,
                payeeSignature,
                chainHash);
    }
}
