package io.micropay.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines of the protocol that are written down as text, with comments after `# `.
final class WireVectors {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(r|0|u[0-9a-f]{4})");

    private WireVectors() {}

    /// The lines of a file beside this class, without comments and empty lines, escapes still in place.
    static List<String> read(String file) {
        try (InputStream in = WireVectors.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no vectors: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The characters a line stands for.
    static String unescaped(String line) {
        return ESCAPE.matcher(line).replaceAll(escape -> {
            String code = escape.group(1);
            String character = switch (code.charAt(0)) {
                case 'r' -> "\r";
                case '0' -> "\0";
                default -> String.valueOf((char) Integer.parseInt(code.substring(1), 16));
            };
            return Matcher.quoteReplacement(character);
        });
    }
}
