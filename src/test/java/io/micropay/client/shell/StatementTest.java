package io.micropay.client.shell;

import static io.micropay.testing.TestReceipts.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.HistoryEntry;
import io.micropay.money.PaymentId;
import io.micropay.payment.Receipt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementTest {

    private static final PaymentId FIRST =
            PaymentId.parse("01a1f85c-a7e3-7ca6-b5b8-c8e082ca588c").orElseThrow();
    private static final PaymentId SECOND =
            PaymentId.parse("01a1f85c-a7e3-7ca6-b5b8-c8e082ca588d").orElseThrow();

    private final Receipt paid = receipt(1, "Joanne", "3.5", "Lily", FIRST, "=HYPERLINK(\"http://evil\",\"tea\")");
    private final Receipt back = receipt(2, "Lily", "1", "Joanne", SECOND, "refund:" + FIRST);
    private final List<HistoryEntry> entries =
            List.of(new HistoryEntry(paid, false, Optional.empty()), new HistoryEntry(back, true, Optional.of(paid)));

    @Test
    void csvIsThatOfRfc4180AndRunsNowhere() {
        assertThat(Statement.CSV.of(entries).split("\r\n", -1))
                .containsExactly(
                        "seq,committed_at,direction,other,amount,id,memo,refund_of",
                        "1,1970-01-01T00:01:00.000Z,out,Lily,3.5," + FIRST
                                + ",\"'=HYPERLINK(\"\"http://evil\"\",\"\"tea\"\")\",",
                        "2,1970-01-01T00:02:00.000Z,in,Lily,1," + SECOND + ",refund:" + FIRST + "," + FIRST,
                        "");
    }

    @Test
    void treasuryIsCalledByItsName() {
        Receipt deposit = receipt(3, "@treasury", "5", "Joanne", FIRST, "");

        assertThat(Statement.CSV.of(List.of(new HistoryEntry(deposit, true, Optional.empty()))))
                .contains(",in,@treasury,5,");
    }

    @Test
    void ndjsonIsAnObjectOnEachLine() {
        assertThat(Statement.NDJSON.of(entries).lines())
                .containsExactly(
                        "{\"seq\":1,\"committed_at\":\"1970-01-01T00:01:00.000Z\",\"direction\":\"out\","
                                + "\"other\":\"Lily\",\"amount\":\"3.5\",\"id\":\"" + FIRST
                                + "\",\"memo\":\"=HYPERLINK(\\\"http://evil\\\",\\\"tea\\\")\",\"refund_of\":\"\"}",
                        "{\"seq\":2,\"committed_at\":\"1970-01-01T00:02:00.000Z\",\"direction\":\"in\","
                                + "\"other\":\"Lily\",\"amount\":\"1\",\"id\":\"" + SECOND + "\",\"memo\":\"refund:"
                                + FIRST + "\",\"refund_of\":\"" + FIRST + "\"}");
    }

    @Test
    void tableEndsWithWhatItComesTo() {
        assertThat(Statement.TABLE.of(entries).lines().toList())
                .contains("       2  1970-01-01T00:02:00.000Z              +1  from Lily (refund of " + FIRST + ")  "
                        + SECOND)
                .endsWith("received 1, paid 3.5, 2 payments");
        assertThat(Statement.TABLE.of(List.of()))
                .contains("There are no payments yet.")
                .contains("received 0, paid 0");
    }
}
