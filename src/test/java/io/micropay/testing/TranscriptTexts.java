package io.micropay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The texts a transcript has a name for.
final class TranscriptTexts {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
    private static final Pattern CAPTURE = Pattern.compile("\\{([a-z]+)}|\\*");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(r|0|x[0-9a-f]{2})");

    private final Map<String, String> texts = new HashMap<>();

    void put(String name, String text) {
        texts.put(name, text);
    }

    /// `text` with every `${name}` replaced by what the name stands for.
    String filled(String text) {
        return VARIABLE.matcher(text).replaceAll(variable -> {
            String value = texts.get(variable.group(1));
            assertThat(value).as("${" + variable.group(1) + "}").isNotNull();
            return Matcher.quoteReplacement(value);
        });
    }

    /// Checks that `line` is as `expected` says, and keeps what stands at each `{name}`.
    void match(String expected, String line) {
        Matcher captured = pattern(filled(expected)).matcher(line);
        assertThat(captured.matches()).as("got: %s", line).isTrue();
        captured.namedGroups().keySet().forEach(name -> texts.put(name, captured.group(name)));
    }

    private static Pattern pattern(String text) {
        StringBuilder regex = new StringBuilder();
        Matcher open = CAPTURE.matcher(text);
        int end = 0;
        while (open.find()) {
            regex.append(Pattern.quote(text.substring(end, open.start())));
            regex.append(open.group(1) == null ? ".*" : "(?<" + open.group(1) + ">.*)");
            end = open.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(text.substring(end))).toString());
    }

    /// The bytes that `text` stands for, filled, with `\r`, `\0` and `\xff` for bytes that are no text.
    byte[] bytes(String text) {
        String filled = filled(text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher escape = ESCAPE.matcher(filled);
        int end = 0;
        while (escape.find()) {
            bytes.writeBytes(filled.substring(end, escape.start()).getBytes(StandardCharsets.UTF_8));
            String code = escape.group(1);
            bytes.write(
                    switch (code.charAt(0)) {
                        case 'r' -> '\r';
                        case '0' -> 0;
                        default -> Integer.parseInt(code.substring(1), 16);
                    });
            end = escape.end();
        }
        bytes.writeBytes(filled.substring(end).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
