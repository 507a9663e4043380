package io.micropay.server;

import io.micropay.settlement.Reconciliation;

/// What came of a merchant's attempt to settle a day.
sealed interface DayOutcome {

    /// The day is settled, now or before, with this merchant's file.
    ///
    /// @param report CMS SignedData of what was found
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
    record Settled(Reconciliation found, byte[] report) implements DayOutcome {}

    record Refused(String reason) implements DayOutcome {}

    /// Nothing is said about the day: it may be settled, and the same file, sent again, will tell.
    record Busy() implements DayOutcome {}
}
