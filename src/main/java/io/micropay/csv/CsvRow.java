package io.micropay.csv;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The values of one row of a CSV file.
///
/// @param line where the row begins, from 1
public record CsvRow(int line, List<String> values) {

    public CsvRow {
        values = List.copyOf(values);
    }

    /// Whether it is an empty line, such as people leave at the end.
    public boolean isBlank() {
        return values.size() == 1 && values.getFirst().isBlank();
    }

    /// What a column says, read in a form.
    ///
    /// @param column counted from 1
    /// @param reason said of a value that is not of the form
    /// @throws CsvFault when it is not
    public <T> T read(int column, Function<String, Optional<T>> form, String reason) throws CsvFault {
        return form.apply(values.get(column - 1)).orElseThrow(() -> new CsvFault(line, column, reason));
    }

    /// Refuses a row of another length.
    ///
    /// @throws CsvFault when it has more or fewer values
    public void requireValues(int count) throws CsvFault {
        if (values.size() != count) {
            throw new CsvFault(
                    line,
                    Math.min(values.size(), count + 1),
                    "the row has " + (values.size() == 1 ? "1 value" : values.size() + " values") + ", not " + count);
        }
    }
}
