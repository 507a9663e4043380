package io.micropay.client.shell;

import io.micropay.client.HistoryEntry;
import io.micropay.csv.CsvLine;
import io.micropay.money.Memo;
import io.micropay.payment.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The forms of a statement of account. All list the payments from the oldest to the newest.
public enum Statement {

    /// RFC 4180: a header, fields in quotes where they need them, lines that end with CR and LF.
    CSV {
        @Override
        String of(List<HistoryEntry> entries) {
            return CsvLine.of(COLUMNS)
                    + entries.stream()
                            .map(entry -> CsvLine.of(Line.of(entry).values()))
                            .collect(Collectors.joining());
        }
    },

    /// One JSON object on each line.
    NDJSON {
        @Override
        String of(List<HistoryEntry> entries) {
            return entries.stream()
                    .map(entry -> OutcomeJson.line(OutcomeJson.entry(entry)))
                    .collect(Collectors.joining());
        }
    },

    /// For people.
    TABLE {
        @Override
        String of(List<HistoryEntry> entries) {
            return Listings.statement(entries) + "\n";
        }
    };

    private static final List<String> COLUMNS =
            List.of("seq", "committed_at", "direction", "other", "amount", "id", "memo", "refund_of");

    /// @param entries the oldest first
    abstract String of(List<HistoryEntry> entries);

    /// Reads the name of a form.
    static Optional<Statement> named(String text) {
        return switch (text) {
            case "csv" -> Optional.of(CSV);
            case "ndjson" -> Optional.of(NDJSON);
            case "table" -> Optional.of(TABLE);
            default -> Optional.empty();
        };
    }

    /// A payment in columns.
    ///
    /// @param direction `in` or `out`
    /// @param refundOf empty when it pays back nothing
    private record Line(
            long seq,
            String committedAt,
            String direction,
            String other,
            String amount,
            String id,
            String memo,
            String refundOf) {

        static Line of(HistoryEntry entry) {
            Receipt receipt = entry.receipt();
            Memo memo = receipt.memo();
            return new Line(
                    receipt.seq(),
                    receipt.committedAt().toString(),
                    entry.incoming() ? "in" : "out",
                    entry.other().text(),
                    receipt.amount().toString(),
                    receipt.id().toString(),
                    memo.text(),
                    entry.refunded().map(original -> original.id().toString()).orElse(""));
        }

        /// The values in the order of the columns. Only the memo is somebody else's text: a name is of a form that no
        /// formula has, and `@treasury` is the system's own and has to be found by it.
        List<String> values() {
            List<String> values = new ArrayList<>(List.of(Long.toString(seq), committedAt, direction));
            values.addAll(List.of(other, amount, id, CsvLine.harmless(memo), refundOf));
            return values;
        }
    }
}
