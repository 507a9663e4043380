package io.micropay.usage;

import java.util.Locale;
import java.util.stream.Stream;

/// Text in the language of man(7), in which a line that begins with a dot or an apostrophe is a command.
final class Roff {

    private final StringBuilder text = new StringBuilder();

    /// The first line of a page. It names no day: the same release makes the same page.
    void title(String name, String section, String source) {
        text.append(".TH ")
                .append(quoted(name.toUpperCase(Locale.ROOT)))
                .append(' ')
                .append(quoted(section));
        text.append(" \"\" ")
                .append(quoted(source))
                .append(' ')
                .append(quoted("micropay"))
                .append('\n');
        // Names of options and files are not to be torn apart.
        text.append(".nh\n.ad l\n");
    }

    Roff section(String name) {
        text.append(".SH ").append(quoted(name)).append('\n');
        return this;
    }

    Roff text(String words) {
        return raw(escaped(words));
    }

    void paragraph(String words) {
        text.append(".PP\n");
        text(words);
    }

    /// A list's entry.
    ///
    /// @param term in roff
    void item(String term, String meaning) {
        text.append(".TP\n");
        raw(term);
        text(meaning);
    }

    /// A line of a synopsis: what follows the first words is indented where it needs more lines.
    ///
    /// @param first in roff, as are the others
    void unfilled(String first, Stream<String> others) {
        text.append(".HP 4\n");
        raw(first);
        others.forEach(this::raw);
    }

    /// Something that is roff already.
    Roff raw(String line) {
        text.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "")
                .append(line)
                .append('\n');
        return this;
    }

    static String bold(String words) {
        return "\\fB" + escaped(words) + "\\fR";
    }

    static String italic(String words) {
        return "\\fI" + escaped(words) + "\\fR";
    }

    /// A dash that is typed must not become a hyphen when it is shown.
    static String escaped(String words) {
        return words.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("\n", " ");
    }

    private static String quoted(String words) {
        return '"' + escaped(words).replace("\"", "\\(dq") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
