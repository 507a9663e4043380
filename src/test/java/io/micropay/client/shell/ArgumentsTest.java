package io.micropay.client.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pay two  coffees|two coffees",
                "pay \"two  coffees\"|two  coffees",
                "pay \"two coffees\" please|two coffees please",
                "pay \"two|\"two",
                "pay 12\" pizza|12\" pizza",
                "pay \"a\"b|\"a\"b",
                "pay \"\"|``"
            })
    void wordsInQuotesAreOneAndOtherQuotesAreLetters(String line, String rest) {
        assertThat(arguments(line).rest()).isEqualTo(rest);
    }

    @Test
    void instructionInQuotesIsNone() {
        assertThat(arguments("pay Lily 1 --anyway").endsWith("--anyway")).isTrue();
        assertThat(arguments("pay Lily 1 \"--anyway\"").endsWith("--anyway")).isFalse();
        assertThat(arguments("pay Lily 1 \"I pay --anyway\"").endsWith("--anyway"))
                .isFalse();
    }

    @Test
    void numberToShowMayBeLeftOut() throws Exception {
        assertThat(arguments("payments").count()).isEqualTo(20);
        assertThat(arguments("payments 100").count()).isEqualTo(100);
    }

    private static Arguments arguments(String line) {
        return new Arguments(line, new TypedDialogue());
    }
}
