package io.micropay.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {

    @Test
    void valuesStandBetweenCommas() throws Exception {
        assertThat(rows("id,amount\r\nx,1\r\n,\r\n"))
                .containsExactly(List.of("id", "amount"), List.of("x", "1"), List.of("", ""));
    }

    @Test
    void linesMayEndInLfAndTheLastOneNotAtAll() throws Exception {
        assertThat(rows("a\nb")).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void quotesHoldCommasQuotesAndLines() throws Exception {
        assertThat(rows("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\",\"\"\r\nnext"))
                .containsExactly(List.of("a,b", "say \"hi\"", "two\r\nlines", ""), List.of("next"));
    }

    @Test
    void rowsKnowTheLineAtWhichTheyBegin() throws Exception {
        CsvReader reader = new CsvReader("\"1\n2\"\n3\n\n5".getBytes(StandardCharsets.UTF_8));
        List<Integer> lines = new ArrayList<>();
        for (Optional<CsvRow> row = reader.next(); row.isPresent(); row = reader.next()) {
            lines.add(row.get().line());
        }

        assertThat(lines).containsExactly(1, 3, 4, 5);
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws Exception {
        assertThat(rows("\ufeff\"id\",é")).containsExactly(List.of("id", "é"));
        assertThat(rows("\ufeff")).isEmpty();
        assertThat(rows("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,\"b | line 1, column 2: the quote does not end",
                "a\\n\"b\\nc | line 2, column 1: the quote does not end",
                "a,\"b\"c,d | line 1, column 2: the value goes on behind its quote",
                "\"a\\nb\"c | line 2, column 1: the value goes on behind its quote",
                "a\\nb,c\\rd | line 2, column 2: CR stands there without LF",
                "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q | line 1, column 16: the row goes on behind 16 values"
            })
    void whatIsNoCsvIsRefusedWithItsPlace(String text, String why) {
        assertThatThrownBy(() -> rows(text.replace("\\n", "\n").replace("\\r", "\r")))
                .isInstanceOf(CsvFault.class)
                .hasMessage(why);
    }

    @Test
    void whatIsNotUtf8IsRefusedWithItsLine() {
        byte[] latin1 = "a\nb\ncaf\u00e9\nd".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> new CsvReader(latin1))
                .isInstanceOfSatisfying(
                        CsvFault.class, fault -> assertThat(fault.line()).isEqualTo(3))
                .hasMessage("line 3, column 1: the line is not UTF-8");
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll @Size(min = 1, max = 16) List<String> values) throws Exception {
        List<String> plain = values.stream()
                .map(value -> new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .map(value -> value.replace("\ufeff", ""))
                .toList();

        assertThat(rows(CsvLine.of(plain) + CsvLine.of(List.of("end")))).containsExactly(plain, List.of("end"));
    }

    private static List<List<String>> rows(String text) throws CsvFault {
        CsvReader reader = new CsvReader(text.getBytes(StandardCharsets.UTF_8));
        List<List<String>> rows = new ArrayList<>();
        for (Optional<CsvRow> row = reader.next(); row.isPresent(); row = reader.next()) {
            rows.add(row.get().values());
        }
        return rows;
    }
}
