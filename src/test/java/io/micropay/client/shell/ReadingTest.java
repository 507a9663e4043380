package io.micropay.client.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

    @ParameterizedTest
    @CsvSource({"3.50, 3.5", "3.5, 3.5", "3.0, 3", "3.000000, 3", "100, 100", "0.10, 0.1", "100.0, 100"})
    void zerosToSpareAreSpared(String typed, String amount) throws Exception {
        assertThat(Reading.amount(typed)).hasToString(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.", "03", ".5", "-1", "1e3", "3,50", "0.0000001", "3.5000000", "3.50.0", "٣"})
    void anythingElseIsNoAmount(String typed) {
        assertThatThrownBy(() -> Reading.amount(typed)).isInstanceOf(CommandFailedException.class);
    }

    @ParameterizedTest
    @CsvSource({"Ca#fe, '\"Ca#fe\"'", "'', '\"\"'", "a\u001B[31mb\u202Ec, '\"a?[31mb?c\"'"})
    void whatWasTypedIsShownAsItWas(String typed, String quoted) {
        assertThat(Sentences.quoted(typed)).isEqualTo(quoted);
    }

    @Test
    void whatIsLongIsShownAsFarAsItTells() {
        assertThat(Sentences.quoted("x".repeat(100))).isEqualTo("\"" + "x".repeat(100) + "\"");
        assertThat(Sentences.quoted("x".repeat(101))).isEqualTo("\"" + "x".repeat(100) + "...\"");
    }

    @Test
    void idOfOnesOwnIsMadeByACommand() {
        assertThatThrownBy(() -> Reading.ownId("x"))
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        failure -> assertThat(failure.hint().orElse("")).contains("micropay new-id makes one"));
    }

    /// Bytes that were no text have become U+FFFD on the way here.
    @Test
    void memoThatWasNoTextIsRefused() throws Exception {
        assertThatThrownBy(() -> Reading.memo("caf\uFFFD"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("this memo is not text in UTF-8");
        assertThat(Reading.memo("caf\u00E9").text()).isEqualTo("caf\u00E9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "10001", "99999999999", "all"})
    void numberToShowHasItsLimits(String typed) {
        assertThatThrownBy(() -> Reading.count(typed)).isInstanceOf(CommandFailedException.class);
    }

    @ParameterizedTest
    @CsvSource({"localhost:16000, localhost:16000", "[::1]:80, [::1]:80", "10.0.0.1:65535, 10.0.0.1:65535"})
    void addressIsHostAndPort(String typed, String address) throws Exception {
        assertThat(Reading.address(typed)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:", ":80", "::1:80", "host:0", "host:65536", "host:x", "[]:80", "["})
    void anythingElseIsNoAddress(String typed) {
        assertThatThrownBy(() -> Reading.address(typed)).isInstanceOf(CommandFailedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-02-01, 2026-02-28, 2026-02-01, 2026-02-28",
                "2026-02-01, 2026-02-01, 2026-02-01, 2026-02-01",
                "-, 2026-02-01, 1970-01-01, 2026-02-01",
                "2026-02-01, -, 2026-02-01, 9999-12-30"
            })
    void periodReachesFromItsFirstDayToItsLast(
            @Nullable String from, @Nullable String to, LocalDate first, LocalDate last) throws Exception {
        assertThat(Reading.period(Optional.ofNullable(from), Optional.ofNullable(to)))
                .isEqualTo(new Period(first, last));
    }

    @ParameterizedTest
    @CsvSource({"2026-02-02, 2026-02-01, --to is before --from", "2026-02-01, soon, '\"soon\" is not a day'"})
    void anythingElseIsNoPeriod(String from, String to, String message) {
        assertThatThrownBy(() -> Reading.period(Optional.of(from), Optional.of(to)))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage(message);
    }
}
