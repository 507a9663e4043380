package io.micropay.cli;

import io.micropay.audit.AuditReport;
import io.micropay.audit.Micros;
import io.micropay.audit.WrongRow;
import io.micropay.money.Timestamp;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What `micropay ledger verify --json` prints. Names and meanings stay; fields may be added.
///
/// @param ok whether all is right
/// @param ledger where it lies
/// @param ledgerId the fingerprint of its CA's key, null when it has none
/// @param accounts how many people have one
/// @param payments the transfers that are no deposits, null when something is wrong; `deposits` likewise
/// @param sum of all balances, the treasury's too
/// @param chainHash that of the last transfer, lower-case hex; zeros when there is none
/// @param committedAt when the last transfer was committed, null when there is none
/// @param receipts how many were held against it
/// @param shops how many there are
/// @param shopStart the transfer up to which no sales of orders were looked for, 0 when all were
/// @param settledDays how many were verified and are right, null when they were not, or one is wrong
/// @param settledFiles how closely their files at head office were looked at: `opened`, `unopened` or `unseen`; null
///     where settledDays is
/// @param firstWrong null when all is right
record VerifiedLedger(
        int schema,
        boolean ok,
        String ledger,
        @Nullable String ledgerId,
        long accounts,
        long transfers,
        @Nullable Long payments,
        @Nullable Long deposits,
        String sum,
        String chainHash,
        @Nullable String committedAt,
        long receipts,
        long shops,
        long shopStart,
        @Nullable Long settledDays,
        @Nullable String settledFiles,
        double durationS,
        @Nullable FirstWrong firstWrong) {

    private static final int SCHEMA = 1;

    /// @param table `transfer`, `account`, `position`, ...
    /// @param number a transfer's sequence number, else an account's number
    /// @param name whose row it is
    record FirstWrong(String table, long number, String name, List<String> problems) {
        static FirstWrong of(WrongRow row) {
            return new FirstWrong(
                    row.table().name().toLowerCase(Locale.ROOT), row.number(), row.name(), row.problems());
        }
    }

    static VerifiedLedger of(LedgerLocation location, AuditReport report, OfficeFiles.Look look, double seconds) {
        return new VerifiedLedger(
                SCHEMA,
                report.isRight(),
                location.toString(),
                report.ledgerId().orElse(null),
                report.accounts(),
                report.head().seq(),
                report.isRight() ? report.payments() : null,
                report.isRight() ? report.deposits() : null,
                Micros.text(report.sumMicros()),
                HexFormat.of().formatHex(report.head().hash()),
                committedAt(report),
                report.receipts(),
                report.shops(),
                report.shopStart(),
                report.settledVerified().orElse(null),
                report.settledVerified().map(verified -> look.word()).orElse(null),
                seconds,
                report.firstWrong().map(FirstWrong::of).orElse(null));
    }

    private static @Nullable String committedAt(AuditReport report) {
        return report.isRight() && report.head().seq() > 0
                ? Timestamp.ofEpochMillis(report.head().committedAt()).toString()
                : null;
    }

    String toJson() {
        return JsonText.of(this);
    }
}
