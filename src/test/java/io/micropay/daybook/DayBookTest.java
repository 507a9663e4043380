package io.micropay.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.ledger.Account;
import io.micropay.ledger.DayPayment;
import io.micropay.ledger.DayReader;
import io.micropay.ledger.Position;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.Paid;
import io.micropay.money.PaymentId;
import io.micropay.money.Timestamp;
import io.micropay.money.UtcDay;
import io.micropay.settlement.SettlementRow;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Days that are longer than what is read of a ledger at once.
class DayBookTest {

    /// As many payments as a day may have.
    private static final int MANY = 250_000;

    private static final UtcDay DAY = new UtcDay(LocalDate.parse("2026-05-01"));
    private static final Account LILY = account(1, "Lily");
    private static final Account JOANNE = account(2, "Joanne");

    private final Journal journal = new Journal();

    private static Account account(long number, String name) {
        return new Account(number, AccountName.parse(name).orElseThrow(), new byte[0], "", Position.OPENING);
    }

    /// A ledger of payments between Lily and Joanne alone.
    private static final class Journal implements DayReader {

        private final List<DayPayment> payments = new ArrayList<>();
        private int read;

        private PaymentId add(Account payer, Account payee, long micros, String memo, Duration sinceMidnight) {
            long seq = payments.size() + 1L;
            PaymentId id = new PaymentId(new UUID(0x01956f3a5c1e7000L, 0x8000000000000000L + seq));
            payments.add(new DayPayment(
                    seq,
                    new Paid(
                            payer.name(),
                            payee.name(),
                            id,
                            new Amount(micros),
                            Memo.of(memo).orElseThrow()),
                    Timestamp.ofEpochMillis(DAY.firstMilli() + sinceMidnight.toMillis())));
            return id;
        }

        private PaymentId sale(Duration sinceMidnight) {
            return add(JOANNE, LILY, 10, "", sinceMidnight);
        }

        private void sales(int count, Duration sinceMidnight) {
            IntStream.range(0, count).forEach(i -> sale(sinceMidnight));
        }

        private void refund(PaymentId sale, long micros, Duration sinceMidnight) {
            add(LILY, JOANNE, micros, "refund:" + sale, sinceMidnight);
        }

        @Override
        public long firstSince(long epochMillis) {
            return payments.stream()
                            .takeWhile(payment -> payment.committedAt().epochMillis() < epochMillis)
                            .count()
                    + 1;
        }

        @Override
        public List<DayPayment> payments(long account, long before, int count) {
            int end = (int) before - 1;
            List<DayPayment> page =
                    payments.subList(Math.max(0, end - count), end).reversed();
            read += page.size();
            return page;
        }

        @Override
        public OptionalLong seq(long payer, PaymentId id) {
            return payments.stream()
                    .filter(payment -> payment.paid().id().equals(id))
                    .mapToLong(DayPayment::seq)
                    .findFirst();
        }
    }

    private Optional<List<SettlementRow>> rows() {
        return DayBook.rows(
                journal,
                name -> List.of(LILY, JOANNE).stream()
                        .filter(account -> account.name().equals(name))
                        .findFirst(),
                LILY,
                LocalDate.parse("2026-05-01"));
    }

    @Test
    void everyPaymentOfALongDayIsThereOnceAndInOrder() {
        journal.sales(1_500, Duration.ofMillis(-1));
        journal.sales(3_001, Duration.ZERO);
        journal.sales(1_500, Duration.ofDays(1));

        assertThat(rows().orElseThrow())
                .extracting(SettlementRow::id)
                .containsExactlyElementsOf(journal.payments.subList(1_500, 4_501).stream()
                        .map(payment -> payment.paid().id())
                        .toList());
    }

    @Test
    void dayOfTooManyPaymentsIsNotGathered() {
        journal.sales(MANY, Duration.ZERO);
        assertThat(rows().orElseThrow()).hasSize(MANY);

        journal.sales(1, Duration.ZERO);
        assertThat(rows()).isEmpty();

        journal.sales(MANY, Duration.ZERO);
        journal.read = 0;
        assertThat(rows()).isEmpty();
        assertThat(journal.read).as("read in vain").isLessThan(MANY + 2_000);
    }

    /// Of earlier days nothing but what is paid back counts, however many payments came in between.
    @Test
    void refundsFindTheirOriginalsFarBack() {
        PaymentId first = journal.sale(Duration.ofDays(-9));
        journal.refund(first, 7, Duration.ofDays(-8));
        journal.sales(MANY, Duration.ofDays(-7));
        PaymentId later = journal.sale(Duration.ofDays(-6));
        journal.sales(2_000, Duration.ofDays(-5));
        journal.refund(later, 10, Duration.ZERO);
        journal.refund(first, 4, Duration.ZERO);
        journal.refund(first, 3, Duration.ZERO);

        assertThat(rows().orElseThrow())
                .extracting(row -> row.amount().toString())
                .containsExactly("-0.00001", "-0.000003");
    }
}
