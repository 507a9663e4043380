package io.micropay.ledger;

import org.jspecify.annotations.Nullable;

/// A row of the accounts' positions, as it is stored; nothing of it has been checked.
///
/// @param balance millionths
/// @param transfers how many transfers the account has taken part in
/// @param newestSeq the newest of them, 0 for none
/// @param newestPaid the highest id the account has paid with, null for none
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record ArchivedPosition(
        long account, long balance, long transfers, long newestSeq, byte @Nullable [] newestPaid) {}
