package io.micropay.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {

    @Test
    void valuesAreQuotedWhereRfc4180WantsIt() {
        assertThat(CsvLine.of(List.of("a", "b,c", "d\"e", "f\ng", " h", "")))
                .isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\",\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)"})
    void noSpreadsheetRunsAStrangersText(String formula) {
        assertThat(CsvLine.harmless(formula)).isEqualTo("'" + formula);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tea", "1=1", "a@b"})
    void otherTextStaysAsItIs(String text) {
        assertThat(CsvLine.harmless(text)).isEqualTo(text);
    }
}
