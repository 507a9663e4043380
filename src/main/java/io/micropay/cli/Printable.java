package io.micropay.cli;

import io.micropay.money.PlainText;
import java.util.stream.Collectors;

/// Text from outside, made safe for a terminal.
final class Printable {

    private Printable() {}

    /// `text` with a question mark for every control character and direction override.
    static String of(String text) {
        return text.codePoints()
                .mapToObj(Character::toString)
                .map(character -> PlainText.isPlain(character) ? character : "?")
                .collect(Collectors.joining());
    }
}
