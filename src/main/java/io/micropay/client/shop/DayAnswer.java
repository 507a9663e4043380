package io.micropay.client.shop;

import io.micropay.ntp.Deviation;
import io.micropay.settlement.SettlementReport;
import io.micropay.wire.Response;
import java.nio.file.Path;
import java.time.LocalDate;

/// What came of closing a day.
public sealed interface DayAnswer {

    /// The day is settled, and the server has signed what it found.
    ///
    /// @param file what was sent in; `reportFile` the signed report on it
    record Closed(SettlementReport report, Path file, Path reportFile) implements DayAnswer {}

    /// The server takes no settlements.
    record NotOffered() implements DayAnswer {}

    /// This machine's clock is known to be wrong: nothing is signed.
    record ClockWrong(Deviation deviation) implements DayAnswer {}

    /// The day is not over by the ledger's clock.
    record NotOver(LocalDate date) implements DayAnswer {}

    /// The file does not fit what a server takes at once.
    record TooLarge(int payments, long bytes) implements DayAnswer {}

    /// The server says no, or not now.
    record Refused(Response response) implements DayAnswer {}

    /// The server does not know any more a day that it has settled.
    ///
    /// @param reportFile what it has signed then
    record Denied(String reason, Path reportFile) implements DayAnswer {}

    /// What the server says is not true.
    record Untrue(String why) implements DayAnswer {}
}
