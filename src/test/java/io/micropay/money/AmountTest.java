package io.micropay.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "2000, 2000000000",
        "0.5, 500000",
        "0.000001, 1",
        "10.05, 10050000",
        "999999999999.999999, 999999999999999999"
    })
    void readsAndWritesTheOneFormOfAnAmount(String text, long micros) {
        assertThat(Amount.parse(text)).contains(new Amount(micros));
        assertThat(new Amount(micros)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"3.50, 3.5", "2.00, 2", "0.100000, 0.1", "0.000000, 0", "100, 100", "10.05, 10.05", "0.0, 0"})
    void readsZerosToSpareOfPeople(String typed, String amount) {
        assertThat(Amount.parseTyped(typed)).map(Amount::toString).contains(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1.", ".50", "00.50", "1.0000000", "0.0000001", "1.2.30", "-1.0", "1.5O"})
    void refusesWhatPeopleMayNotWriteEither(String typed) {
        assertThat(Amount.parseTyped(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "-500000",
                "+1",
                "00",
                "01",
                "1.",
                ".5",
                "0.50",
                "1.0",
                "0.0000001",
                "1000000000000",
                "1e3",
                "1,5",
                " 1",
                "1 ",
                "1.2.3",
                "1.-2",
                "NaN",
                "0x10",
                "١",
                "１",
                "0.",
                "-0",
                "0.0"
            })
    void refusesEveryOtherWayToWriteAnAmount(String text) {
        assertThat(Amount.parse(text)).isEmpty();
    }

    @Property
    void everyAmountReadsBackFromItsText(@ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long micros) {
        Amount amount = new Amount(micros);
        assertThat(Amount.parse(amount.toString())).contains(amount);
        assertThat(amount.toString()).matches("(0|[1-9][0-9]{0,11})(\\.[0-9]{0,5}[1-9])?");
    }

    @Property
    void acceptsExactlyWhatTheProtocolsPatternAccepts(@ForAll("almostAmounts") String text) {
        assertThat(Amount.parse(text).isPresent()).isEqualTo(text.matches("(0|[1-9][0-9]{0,11})(\\.[0-9]{0,5}[1-9])?"));
    }

    @Provide
    Arbitrary<String> almostAmounts() {
        return Arbitraries.strings().withChars("0019.-").ofMaxLength(16);
    }

    @Test
    void isNeverNegativeNorAboveTheLargest() {
        assertThatThrownBy(() -> new Amount(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Amount(Amount.MAX.micros() + 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
