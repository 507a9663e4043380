package io.micropay.cli;

import io.micropay.csv.CsvLine;
import io.micropay.money.PlainText;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The forms in which transfers are exported, a text for each.
enum ExportFormat {

    /// RFC 4180: a header, fields in quotes where they need them, lines that end with CR and LF.
    CSV {
        @Override
        String header() {
            return CsvLine.of(ExportedTransfer.COLUMNS);
        }

        @Override
        String line(ExportedTransfer transfer) {
            List<String> values = new ArrayList<>(transfer.values());
            values.set(MEMO, CsvLine.harmless(transfer.memo()));
            return CsvLine.of(values);
        }
    },

    /// One JSON object on each line.
    NDJSON {
        @Override
        String header() {
            return "";
        }

        @Override
        String line(ExportedTransfer transfer) {
            return JsonText.of(transfer) + "\n";
        }
    };

    private static final int MEMO = ExportedTransfer.COLUMNS.indexOf("memo");

    /// What comes before the first transfer.
    abstract String header();

    abstract String line(ExportedTransfer transfer);

    /// The names of the forms.
    static final class Words extends Candidates {
        Words() {
            super(List.of("csv", "ndjson"));
        }
    }

    /// Reads the name of a form.
    static final class Choice implements ITypeConverter<ExportFormat> {
        @Override
        public ExportFormat convert(String text) {
            return switch (text) {
                case "csv" -> CSV;
                case "ndjson" -> NDJSON;
                default ->
                    throw new TypeConversionException(
                            "'" + PlainText.shown(text) + "' is not a format: choose csv or ndjson");
            };
        }
    }
}
