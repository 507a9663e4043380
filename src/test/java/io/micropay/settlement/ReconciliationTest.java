package io.micropay.settlement;

import static io.micropay.settlement.TestDay.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Amount;
import io.micropay.money.NetAmount;
import io.micropay.money.PaymentId;
import io.micropay.money.Timestamp;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private static final String MORNING = "2026-05-01T08:00:00.000Z";

    private final PaymentId first = id(1);
    private final PaymentId second = id(2);

    private static PaymentId id(int number) {
        return new PaymentId(new UUID(0x01956f3a5c1e7000L, 0x8000000000000000L + number));
    }

    @Test
    void theSameRowsMatchInWhateverOrder() {
        List<SettlementRow> ledger = List.of(row(first, "A-1", "3.5", MORNING), row(second, "", "-1", MORNING));

        Reconciliation result = Reconciliation.of(ledger.reversed(), ledger);

        assertThat(result.matched()).isEqualTo(2);
        assertThat(result.findings()).isEmpty();
        assertThat(result.total()).hasToString("2.5");
    }

    /// Each payment of a ledger is one row: a report that names one twice names one that is not.
    @Test
    void paymentThatTheLedgerHasNotOrNotAsOftenIsFound() {
        SettlementRow sold = row(first, "", "3.5", MORNING);
        SettlementRow other = row(second, "", "4", MORNING);
        Finding missing = new Finding.Missing(sold);

        assertThat(result(0, "0", missing, new Finding.Extra(other)).firstNotAmong(List.of(sold)))
                .isEmpty();
        assertThat(result(0, "0", missing, missing).firstNotAmong(List.of(sold, sold)))
                .isEmpty();
        assertThat(result(0, "0", missing, missing).firstNotAmong(List.of(sold, other)))
                .contains(sold);
        assertThat(result(0, "0", new Finding.Mismatched(other, sold)).firstNotAmong(List.of(sold)))
                .contains(other);
    }

    /// Whoever has the file needs no ledger to see that counts and sums are made up.
    @Test
    void resultThatDoesNotFollowFromTheFileCannotBeOfIt() {
        SettlementRow sold = row(first, "", "3.5", MORNING);
        SettlementRow lost = row(second, "", "4", MORNING);
        SettlementRow other = row(second, "", "5", MORNING);
        List<SettlementRow> file = List.of(sold, sold);
        Finding extra = new Finding.Extra(sold);

        assertThat(result(1, "7.5", extra, new Finding.Missing(lost)).canBeOf(file))
                .isTrue();
        assertThat(result(2, "7", new Finding.Missing(lost)).canBeOf(file)).isFalse();
        assertThat(result(3, "11", new Finding.Missing(lost)).canBeOf(file)).isFalse();
        assertThat(result(1, "3.5").canBeOf(file)).isFalse();
        assertThat(result(1, "3.5", new Finding.Extra(lost)).canBeOf(file)).isFalse();
        assertThat(result(0, "0", extra, extra, extra).canBeOf(file)).isFalse();
        assertThat(result(1, "3", new Finding.Extra(lost)).canBeOf(file))
                .as("of another file, and a sum that fits")
                .isFalse();
        assertThat(result(-1, "-3.5", extra, extra, extra).canBeOf(file))
                .as("more than it has, and a sum that fits")
                .isFalse();
        assertThat(result(1, "7.5", new Finding.Mismatched(lost, sold)).canBeOf(file))
                .as("of two payments")
                .isFalse();
        assertThat(result(1, "7", extra, new Finding.Missing(sold)).canBeOf(file))
                .as("a match in two halves")
                .isFalse();
        assertThat(result(0, "5", new Finding.Extra(lost), new Finding.Missing(other))
                        .canBeOf(List.of(lost)))
                .as("a mismatch in two halves")
                .isFalse();
    }

    private static Reconciliation result(int matched, String total, Finding... findings) {
        return new Reconciliation(
                matched, List.of(findings), NetAmount.parseSum(total).orElseThrow());
    }

    @Property(tries = 200)
    void whateverIsFoundCanBeOfItsFile(@ForAll long seed) {
        Random random = new Random(seed);
        List<SettlementRow> file = new ArrayList<>();
        List<SettlementRow> ledger = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            SettlementRow row = row(id(random.nextInt(4)), "", random.nextBoolean() ? "1" : "-2", MORNING);
            (random.nextBoolean() ? file : ledger).add(row);
        }
        Reconciliation found = Reconciliation.of(file, ledger);

        assertThat(found.canBeOf(file)).isTrue();
        assertThat(new Reconciliation(found.matched() + 1, found.findings(), found.total()).canBeOf(file))
                .isFalse();
    }

    @Test
    void whatOneSideLacksIsMissingOrExtra() {
        SettlementRow sold = row(first, "", "3.5", MORNING);
        SettlementRow invented = row(second, "", "4", MORNING);

        Reconciliation result = Reconciliation.of(List.of(invented), List.of(sold));

        assertThat(result.findings()).containsExactly(new Finding.Extra(invented), new Finding.Missing(sold));
        assertThat(result.matched()).isZero();
        assertThat(result.missing()).isOne();
        assertThat(result.extra()).isOne();
        assertThat(result.mismatched()).isZero();
        assertThat(result.total()).hasToString("3.5");
    }

    @Test
    void anotherOrderAmountSignOrTimeIsAMismatch() {
        SettlementRow sold = row(first, "A-1", "3.5", MORNING);
        for (SettlementRow filed : List.of(
                row(first, "A-2", "3.5", MORNING),
                row(first, "A-1", "3.500001", MORNING),
                row(first, "A-1", "-3.5", MORNING),
                row(first, "A-1", "3.5", "2026-05-01T08:00:00.001Z"))) {
            Reconciliation result = Reconciliation.of(List.of(filed), List.of(sold));

            assertThat(result.findings()).containsExactly(new Finding.Mismatched(sold, filed));
            assertThat(result.mismatched()).isOne();
        }
    }

    @Test
    void aRowThatIsThereTwiceIsOnceExtra() {
        SettlementRow sold = row(first, "", "3.5", MORNING);

        Reconciliation result = Reconciliation.of(List.of(sold, sold), List.of(sold));

        assertThat(result.matched()).isOne();
        assertThat(result.findings()).containsExactly(new Finding.Extra(sold));
    }

    /// Payers choose the ids: two may choose the same.
    @Test
    void paymentsOfTwoPayersWithOneIdAreTwo() {
        SettlementRow one = row(first, "", "3.5", MORNING);
        SettlementRow other = row(first, "", "4", MORNING);
        SettlementRow wrong = row(first, "", "5", MORNING);

        assertThat(Reconciliation.of(List.of(other, one), List.of(one, other)).matched())
                .isEqualTo(2);
        assertThat(Reconciliation.of(List.of(wrong, other), List.of(one, other)).findings())
                .containsExactly(new Finding.Mismatched(one, wrong));
    }

    @Test
    void theTotalIsExactBeyondWhatALongHolds() {
        List<SettlementRow> ledger = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ledger.add(row(id(i), "", Amount.MAX.toString(), MORNING));
        }
        ledger.add(row(id(20), "", "-0.000001", MORNING));

        assertThat(Reconciliation.of(ledger, ledger).total()).hasToString("19999999999999.999979");
        assertThat(Reconciliation.of(List.of(), List.of()).total()).hasToString("0");
        assertThat(Reconciliation.of(List.of(), List.of(row(first, "", "-0.25", MORNING)))
                        .total())
                .hasToString("-0.25");
    }

    @Property(tries = 300)
    void everyRowIsCountedOnceOnEachSide(@ForAll Random random) {
        List<SettlementRow> ledger = rows(random);
        List<SettlementRow> file = new ArrayList<>(rows(random));
        file.addAll(ledger.subList(0, random.nextInt(ledger.size() + 1)));
        Collections.shuffle(file, random);

        Reconciliation result = Reconciliation.of(file, ledger);

        assertThat(result.matched() + result.mismatched() + result.missing()).isEqualTo(ledger.size());
        assertThat(result.matched() + result.mismatched() + result.extra()).isEqualTo(file.size());
        List<SettlementRow> left = new ArrayList<>(ledger);
        long exact = file.stream().filter(left::remove).count();
        assertThat(result.matched()).isEqualTo((int) exact);
        assertThat(result.total().micros())
                .isEqualTo(ledger.stream().map(row -> row.amount().micros()).reduce(BigInteger.ZERO, BigInteger::add));
    }

    private static List<SettlementRow> rows(Random random) {
        List<SettlementRow> rows = new ArrayList<>();
        for (int left = random.nextInt(12); left > 0; left--) {
            String amount = (random.nextBoolean() ? "-" : "") + (1 + random.nextInt(2));
            rows.add(row(id(random.nextInt(5)), random.nextBoolean() ? "A" : "", amount, MORNING));
        }
        return rows;
    }

    @Test
    void theReportTellsTheCountsAndEachFinding() {
        SettlementHeader header = new SettlementHeader(TestDay.LEDGER, TestDay.LILY, TestDay.DATE);
        Reconciliation result = Reconciliation.of(
                List.of(row(id(1), "A-1", "3.5", MORNING), row(id(2), "", "4", MORNING), row(id(4), "", "9", MORNING)),
                List.of(
                        row(id(1), "A-1", "3.5", MORNING),
                        row(id(2), "", "5", MORNING),
                        row(id(3), "", "-1", MORNING)));

        assertThat(new String(new SettlementReport(header, "ab".repeat(32), result).csv(), StandardCharsets.UTF_8))
                .isEqualTo("""
                micropay-settlement-report,1,%s,Lily,2026-05-01
                file,matched,missing,extra,mismatched,total
                %s,1,1,1,1,7.5
                finding,id,order,amount,committed_at,filed_order,filed_amount,filed_committed_at
                mismatched,01956f3a-5c1e-7000-8000-000000000002,,5,2026-05-01T08:00:00.000Z,,4,2026-05-01T08:00:00.000Z
                extra,01956f3a-5c1e-7000-8000-000000000004,,,,,9,2026-05-01T08:00:00.000Z
                missing,01956f3a-5c1e-7000-8000-000000000003,,-1,2026-05-01T08:00:00.000Z,,,
                """.formatted(TestDay.LEDGER, "ab".repeat(32)));
    }

    /// Read, held against the ledger twice and reported. What counts is the thread's own time: others use the machine
    /// too.
    @Test
    void aHundredThousandPaymentsTakeNoTime() throws Exception {
        List<SettlementRow> ledger = new ArrayList<>();
        long start = Instant.parse("2026-05-01T00:00:00Z").toEpochMilli();
        for (int i = 0; i < 100_000; i++) {
            ledger.add(
                    new SettlementRow(id(i), "", NetAmount.of(new Amount(1 + i)), Timestamp.ofEpochMillis(start + i)));
        }
        byte[] csv = new SettlementFile(new SettlementHeader(TestDay.LEDGER, TestDay.LILY, TestDay.DATE), ledger).csv();
        long begin = cpuTime();

        SettlementFile file = SettlementReader.read(csv);
        Reconciliation same = Reconciliation.of(file.rows(), ledger);
        Reconciliation none = Reconciliation.of(List.of(), ledger);
        byte[] report = new SettlementReport(file.header(), "ab".repeat(32), none).csv();

        Duration taken = Duration.ofNanos(cpuTime() - begin);
        assertThat(same.matched()).isEqualTo(100_000);
        assertThat(same.findings()).isEmpty();
        assertThat(same.total()).hasToString("5000.05");
        assertThat(none.missing()).isEqualTo(100_000);
        assertThat(report).hasSizeGreaterThan(csv.length / 2);
        assertThat(taken).isLessThan(Duration.ofSeconds(5));
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
