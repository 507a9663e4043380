package io.micropay.cli;

import io.micropay.money.PlainText;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a configuration file says, by key.
///
/// A line is `key=value`; one that is empty or begins with `#` says nothing. There are no escapes: a value is what
/// stands there, without the spaces around it.
///
/// @param file null when there is none
record ConfigurationLines(@Nullable Path file, Map<String, Line> lines) {

    static final ConfigurationLines NONE = new ConfigurationLines(null, Map.of());

    /// @param number from 1
    record Line(String key, String value, int number) {}

    ConfigurationLines {
        lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    }

    /// @throws CliException when a line is not of the form, comes twice, or holds a secret
    static ConfigurationLines of(Path file, String text) throws CliException {
        Map<String, Line> lines = new LinkedHashMap<>();
        int number = 0;
        for (String each : text.split("\n", -1)) {
            number++;
            String content = each.strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                Line line = line(file, content, number);
                Line earlier = lines.putIfAbsent(line.key(), line);
                if (earlier != null) {
                    throw wrong(
                            file,
                            number,
                            line.key() + " is set already, in line " + earlier.number(),
                            "leave one of them");
                }
            }
        }
        return new ConfigurationLines(file, lines);
    }

    private static Line line(Path file, String content, int number) throws CliException {
        int equals = content.indexOf('=');
        String key = content.substring(0, Math.max(equals, 0)).strip();
        String value = content.substring(equals + 1).strip();
        // What may be a secret is not repeated.
        if (Secrets.isName(key) || Secrets.isInUrl(value)) {
            throw wrong(file, number, "a secret does not belong in a configuration file", Secrets.HINT);
        }
        if (!isKey(key) || !PlainText.isPlain(value)) {
            throw wrong(
                    file,
                    number,
                    "'" + PlainText.shown(content) + "' is not a setting",
                    "write key=value, such as server.workers=8");
        }
        return new Line(key, value, number);
    }

    private static boolean isKey(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(letter -> (letter >= 'a' && letter <= 'z')
                                || (letter >= '0' && letter <= '9')
                                || letter == '-'
                                || letter == '.');
    }

    private static CliException wrong(Path file, int number, String message, String hint) {
        return new CliException(new Origin.Line(file, number) + ": " + message, hint, ExitCode.CONFIGURATION);
    }

    /// The line that sets an option of a command: the one that names most of the command's words.
    ///
    /// @param command its words, without the program's name
    /// @param option its longest name, without dashes
    Optional<Line> find(List<String> command, String option) {
        for (int words = command.size(); words >= 0; words--) {
            String prefix = String.join(".", command.subList(0, words));
            Line line = lines.get(prefix.isEmpty() ? option : prefix + "." + option);
            if (line != null) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    /// Where a line stands.
    Origin.Line origin(Line line) {
        if (file == null) {
            throw new IllegalStateException("a line without a file");
        }
        return new Origin.Line(file, line.number());
    }
}
