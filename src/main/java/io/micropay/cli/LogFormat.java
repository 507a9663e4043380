package io.micropay.cli;

import io.micropay.money.PlainText;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// For whom the log is written.
enum LogFormat {
    /// For a person.
    TEXT,
    /// For a program.
    JSON;

    /// The words for them, for a shell.
    static final class Words extends Candidates {
        Words() {
            super(Arrays.stream(values()).map(LogFormat::word).toList());
        }
    }

    static final class Converter implements ITypeConverter<LogFormat> {
        @Override
        public LogFormat convert(String text) {
            return Arrays.stream(values())
                    .filter(format -> format.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + PlainText.shown(text)
                            + "' is not a format of the log: choose "
                            + Arrays.stream(values()).map(LogFormat::word).collect(Collectors.joining(" or "))));
        }
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
