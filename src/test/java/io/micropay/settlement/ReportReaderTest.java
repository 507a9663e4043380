package io.micropay.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.csv.CsvFault;
import io.micropay.money.NetAmount;
import io.micropay.money.PaymentId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportReaderTest {

    private static final String MORNING = "2026-05-01T08:00:00.000Z";
    private static final String HASH = "ab".repeat(32);

    /// One row matched, two are missing, three extra and four mismatched.
    private static final SettlementReport REPORT = new SettlementReport(
            new SettlementHeader(TestDay.LEDGER, TestDay.LILY, TestDay.DATE),
            HASH,
            new Reconciliation(
                    1,
                    List.of(
                            mismatched("1", "1.5"),
                            mismatched("2", "2.5"),
                            mismatched("3", "3.5"),
                            mismatched("4", "-4.5"),
                            new Finding.Extra(row("5")),
                            new Finding.Extra(row("6")),
                            new Finding.Extra(row("-7")),
                            new Finding.Missing(row("8")),
                            new Finding.Missing(row("-9"))),
                    NetAmount.parseSum("-0.5").orElseThrow()));

    private static SettlementRow row(String amount) {
        return TestDay.row(PaymentId.next(), "A1b2C3d4E5f6", amount, MORNING);
    }

    private static Finding mismatched(String inLedger, String inFile) {
        PaymentId id = PaymentId.next();
        return new Finding.Mismatched(TestDay.row(id, "", inLedger, MORNING), TestDay.row(id, "", inFile, MORNING));
    }

    private static String text() {
        return new String(REPORT.csv(), StandardCharsets.UTF_8);
    }

    private static SettlementReport read(String text) throws CsvFault {
        return ReportReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        assertThat(text()).contains(HASH + ",1,2,3,4,-0.5\n");

        assertThat(read(text())).isEqualTo(REPORT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",1,2,3,4,-0.5 | ,1,1,3,4,-0.5 | column 3: not as many as are listed",
                ",1,2,3,4,-0.5 | ,1,2,2,4,-0.5 | column 4: not as many as are listed",
                ",1,2,3,4,-0.5 | ,1,2,3,5,-0.5 | column 5: not as many as are listed",
                ",1,2,3,4,-0.5 | ,1,2,3,04,-0.5 | column 5: not as many as are listed",
                ",1,2,3,4,-0.5 | ,01,2,3,4,-0.5 | column 2: not a number",
                ",1,2,3,4,-0.5 | ,-1,2,3,4,-0.5 | column 2: not a number",
                ",1,2,3,4,-0.5 | ,1000000000,2,3,4,-0.5 | column 2: not a number",
                ",1,2,3,4,-0.5 | ,1,2,3,4,-0.50 | column 6: not a sum like 3.5 or -3.5",
                ",1,2,3,4,-0.5 | ,1,2,3,4 | column 5: the row has 5 values",
                "ab,1, | aB,1, | column 1: not the hash of a file"
            })
    void wrongCountsAreRefusedWithTheirPlace(String right, String wrong, String why) {
        assertRefused(right, wrong, "line 3, " + why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "micropay-settlement-report | micropay-settlement | line 1, column 1: the first value",
                "mismatched,total | mismatched,sum | line 2, column 6: the column is to be named total",
                "filed_order | order_filed | line 4, column 6: the column is to be named filed_order",
                "'\nmismatched,' | '\nmatched,' | line 5, column 1: not the name of a finding",
                "'\nextra,' | '\nmissing,' | line 9, column 4: not an amount"
            })
    void whatIsNoReportIsRefusedWithItsPlace(String right, String wrong, String why) {
        assertRefused(right, wrong, why);
    }

    private static void assertRefused(String right, String wrong, String why) {
        assertThat(text()).contains(right);
        assertThatThrownBy(() -> read(text().replaceFirst(right, wrong)))
                .isInstanceOf(CsvFault.class)
                .hasMessageStartingWith(why);
    }
}
