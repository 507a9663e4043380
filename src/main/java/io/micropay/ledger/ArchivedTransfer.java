package io.micropay.ledger;

/// A row of the journal, as it is stored; nothing of it has been checked.
///
/// @param payer the number of the payer's account
/// @param payerName as the order wrote it, like `payeeName`, `expires` and `memo`
/// @param amount millionths
/// @param expires empty for an opening deposit
/// @param memo base64url
/// @param committedAt milliseconds since 1970
/// @param payerPrevious the payer's transfer before this one, 0 for none; `payeePrevious` likewise
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record ArchivedTransfer(
        long seq,
        byte[] id,
        long payer,
        long payee,
        String payerName,
        String payeeName,
        long amount,
        String expires,
        String memo,
        long committedAt,
        byte[] payerSignature,
        byte[] payeeSignature,
        long payerPrevious,
        long payeePrevious,
        byte[] chainHash) {

    /// The same row at another place of the journal.
    public ArchivedTransfer at(long otherSeq) {
        return new ArchivedTransfer(
                otherSeq,
                id,
                payer,
                payee,
                payerName,
                payeeName,
                amount,
                expires,
                memo,
                committedAt,
                payerSignature,
                payeeSignature,
                payerPrevious,
                payeePrevious,
                chainHash);
    }
}
