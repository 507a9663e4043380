package io.micropay.client.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({"3.50, 3.5", "3.5, 3.5", "3.0, 3", "3.000000, 3", "100, 100", "0.10, 0.1", "100.0, 100"})
    void zerosToSpareAreSpared(String typed, String amount) throws Exception {
        assertThat(Arguments.amount(typed)).hasToString(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.", "03", ".5", "-1", "1e3", "3,50", "0.0000001", "3.5000000", "3.50.0", "٣"})
    void anythingElseIsNoAmount(String typed) {
        assertThatThrownBy(() -> Arguments.amount(typed)).isInstanceOf(CommandFailedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "101", "99999999999", "all"})
    void numberToShowHasItsLimits(String typed) {
        assertThatThrownBy(() -> arguments("payments " + typed).count(20, 100))
                .isInstanceOf(CommandFailedException.class);
    }

    @Test
    void numberToShowMayBeLeftOut() throws Exception {
        assertThat(arguments("payments").count(20, 100)).isEqualTo(20);
        assertThat(arguments("payments 100").count(20, 100)).isEqualTo(100);
    }

    private static Arguments arguments(String line) {
        return new Arguments(line, new TypedDialogue());
    }
}
