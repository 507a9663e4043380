package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsSigner;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Recipient;
import io.micropay.ledger.TestClock;
import io.micropay.money.PaymentOrder;
import io.micropay.money.UtcDay;
import io.micropay.wire.Block;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Settles merchants' days as their wallets would, on a server whose clock stands still until it is moved.
public final class TestDays {

    private final TestCertificates certificates;
    private final TestClock clock;
    private final TestPayments payments;
    private final LocalDate date;

    public TestDays(TestCertificates certificates) {
        // Wallets distrust a clock that is more than a day from theirs.
        this.certificates = certificates;
        this.clock = new TestClock(Instant.now());
        this.date = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        this.payments = new TestPayments(certificates, clock);
    }

    /// The clock to start the server with.
    public TestClock clock() {
        return clock;
    }

    /// The day that is going on before [#end].
    public LocalDate date() {
        return date;
    }

    /// Moves the clock so that at most this much is left of the day; below zero, that much of the next is over.
    ///
    /// Never back, as a ledger's time does not go back either: a test that runs late in the evening has less left.
    public void leave(Duration left) {
        long end = new UtcDay(date).endMilli();
        clock.move(Duration.ofMillis(Math.max(0, end - left.toMillis() - clock.millis())));
    }

    public void end() {
        leave(Duration.ZERO);
    }

    /// Has a payment go through, and returns its row of the day's file.
    public String pay(TestClient payee, String from, String amount, String to, String memo) {
        PaymentOrder order = TestPayments.with(payments.order(from, amount, to), "memo", TestPayments.memo(memo));
        String answer = payee.ask(TestPayments.trans(payments.sign(order)));
        assertThat(answer).startsWith("TRANS OK#");
        String[] fields = answer.split("#", -1);
        String paidFor = memo.startsWith("order:") ? memo.split(":", -1)[1] : "";
        return fields[5] + "," + paidFor + "," + amount + "," + fields[8] + "\n";
    }

    /// The file of the day with these rows.
    public String csv(String merchant, String... rows) {
        return csv(merchant, date, rows);
    }

    public String csv(String merchant, LocalDate of, String... rows) {
        return "micropay-settlement,1," + certificates.ledgerId().hex() + "," + merchant + "," + of
                + "\nid,order,amount,committed_at\n" + String.join("", rows);
    }

    public byte[] sealed(String merchant, String csv) {
        return sealed(signed(merchant, csv));
    }

    public byte[] signed(String merchant, String csv) {
        try {
            return new CmsSigner(certificates.account(merchant)).sign(csv.getBytes(UTF_8), Instant.now());
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] sealed(byte[] content) {
        try {
            return CmsEnvelopes.seal(
                    content,
                    Recipient.of(certificates.settlement().certificate()).orElseThrow());
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends a block in, and returns the line of the answer; of what follows it nothing is read.
    public static String settle(TestClient client, LocalDate date, byte[] sealed) {
        assertThat(client.ask("SETTLE#" + date + "#" + Block.of(sealed))).isEqualTo("SEND");
        return client.sendBytes(sealed).read();
    }

    /// Reads the report that an answer announces.
    public static byte[] report(TestClient client, String answer) {
        assertThat(answer).startsWith("SETTLED#");
        String[] fields = answer.split("#", -1);
        byte[] report = client.readBytes(Integer.parseInt(fields[7]));
        assertThat(Block.of(report)).hasToString(fields[7] + "#" + fields[8]);
        return report;
    }
}
