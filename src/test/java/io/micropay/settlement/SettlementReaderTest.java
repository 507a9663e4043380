package io.micropay.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.csv.CsvFault;
import io.micropay.money.PaymentId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettlementReaderTest {

    private static final String HEADER = "micropay-settlement,1," + TestDay.LEDGER + ",Lily,2026-05-01";
    private static final String COLUMNS = "id,order,amount,committed_at";
    private static final String ROW =
            "01956f3a-5c1e-7a3b-8c4d-0123456789ab,01956f3a-5c1e-7a3b-8c4d-00000000cafe,3.5,2026-05-01T08:00:00.000Z";
    private static final String REFUND = "01956f3a-5c1e-7a3b-8c4d-0123456789ac,,-0.25,2026-05-01T09:30:00.125Z";

    @Test
    void whatIsWrittenIsRead() throws Exception {
        SettlementFile file = new SettlementFile(
                new SettlementHeader(TestDay.LEDGER, TestDay.LILY, TestDay.DATE),
                List.of(
                        TestDay.row(PaymentId.next(), "", "999999999999.999999", "2026-05-01T00:00:00.000Z"),
                        TestDay.row(PaymentId.next(), "Zk3vQ9bT1xYw", "-0.000001", "2026-05-01T23:59:59.999Z")));

        assertThat(SettlementReader.read(file.csv())).isEqualTo(file);
    }

    @Test
    void theFileLooksAsTheProtocolSaysIt() throws Exception {
        String text = String.join("\n", HEADER, COLUMNS, ROW, REFUND, "");

        SettlementFile file = read(text);

        assertThat(file.rows()).extracting(row -> row.amount().toString()).containsExactly("3.5", "-0.25");
        assertThat(new String(file.csv(), StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Test
    void aSpreadsheetMayHaveSavedIt() throws Exception {
        String plain = String.join("\r\n", HEADER, COLUMNS, ROW, "");
        String quoted = "\ufeff\""
                + plain.replace(",", "\",\"").replace("\r\n", "\"\n\"").replaceAll("\n\"$", "\n");

        assertThat(read(quoted)).isEqualTo(read(plain));
    }

    @Test
    void aDayMayHaveHadNoPayments() throws Exception {
        assertThat(read(HEADER + "\n" + COLUMNS).rows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | column 1: the first value is to be micropay-settlement | micropay-menu,1,L,Lily,2026-05-01",
                "1 | column 4: the row has 4 values, not 5 | micropay-settlement,1,L,Lily",
                "1 | column 6: the row has 6 values, not 5 | micropay-settlement,1,L,Lily,2026-05-01,",
                "1 | column 2: only version 1 is known here | micropay-settlement,2,L,Lily,2026-05-01",
                "1 | column 3: not the id of a ledger (64 lower-case hex digits) | micropay-settlement,1,abc,Lily,2026-05-01",
                "1 | column 4: not the name of an account | micropay-settlement,1,L,@settle,2026-05-01",
                "1 | column 5: not a date like 2026-01-31 | micropay-settlement,1,L,Lily,2026-02-30",
                "1 | column 5: not a date like 2026-01-31 | micropay-settlement,1,L,Lily,1.5.2026",
                "1 | column 5: not a date like 2026-01-31 | micropay-settlement,1,L,Lily,+12026-05-01"
            })
    void aWrongFirstRowIsRefusedWithItsPlace(int line, String why, String header) {
        assertRefused(header.replace("L,", TestDay.LEDGER + ",") + "\n" + COLUMNS, line, why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "column 1: not the id of a payment | 01956F3A-5C1E-7A3B-8C4D-0123456789AB,,1,2026-05-01T08:00:00.000Z",
                "column 2: not the id of an order | 01956f3a-5c1e-7a3b-8c4d-0123456789ab,=1+1,1,2026-05-01T08:00:00.000Z",
                "column 3: not an amount like 3.5, or -3.5 for a refund | 01956f3a-5c1e-7a3b-8c4d-0123456789ab,,1.50,2026-05-01T08:00:00.000Z",
                "column 3: not an amount like 3.5, or -3.5 for a refund | 01956f3a-5c1e-7a3b-8c4d-0123456789ab,,0,2026-05-01T08:00:00.000Z",
                "column 3: not an amount like 3.5, or -3.5 for a refund | 01956f3a-5c1e-7a3b-8c4d-0123456789ab,,-0,2026-05-01T08:00:00.000Z",
                "column 3: not an amount like 3.5, or -3.5 for a refund | 01956f3a-5c1e-7a3b-8c4d-0123456789ab,,--1,2026-05-01T08:00:00.000Z",
                "column 4: not a moment like 2026-01-31T23:59:59.999Z | 01956f3a-5c1e-7a3b-8c4d-0123456789ab,,1,2026-05-01T08:00:00Z",
                "column 3: the row has 3 values, not 4 | 01956f3a-5c1e-7a3b-8c4d-0123456789ab,,1",
                "column 1: the row has 1 value, not 4 | ''"
            })
    void aWrongRowIsRefusedWithItsPlace(String why, String row) {
        assertRefused(String.join("\n", HEADER, COLUMNS, ROW, row, ""), 4, why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,amount,order,committed_at", "ID,order,amount,committed_at"})
    void theColumnsAreNamedAsTheyAre(String columns) {
        assertThatThrownBy(() -> read(HEADER + "\n" + columns + "\n" + ROW))
                .isInstanceOf(CsvFault.class)
                .hasMessageMatching("line 2, column [12]: the column is to be named (id|order)");
    }

    @Test
    void theFirstTwoRowsHaveToBeThere() {
        assertRefused("", 1, "column 1: the file ends before this row");
        assertRefused(HEADER, 2, "column 1: the file ends before this row");
    }

    private static void assertRefused(String text, int line, String why) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(CsvFault.class).hasMessage("line " + line + ", " + why);
    }

    private static SettlementFile read(String text) throws CsvFault {
        return SettlementReader.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
