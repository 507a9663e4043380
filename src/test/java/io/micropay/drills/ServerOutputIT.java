package io.micropay.drills;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentOrder;
import io.micropay.payment.CoSignedPayment;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestPayments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a running server prints: one line on standard output, and a log for people that tells no secrets.
class ServerOutputIT {

    private static final String MEMO = "rent for the garden house";

    /// All at once, and more than a server tells one by one within a second, unless it is asked to.
    private static final int PAYMENTS = 30;

    private static final int SALES = 15;
    private static final Pattern UNTOLD = Pattern.compile("INFO  \\.\\.\\. and (\\d+) more payments\n");

    @TempDir
    Path home;

    private final TestPayments payments = new TestPayments(TestCertificates.shared());
    private final List<String> secrets = new ArrayList<>();

    @Test
    void logTellsWhoCamePaidAndLeft() throws IOException {
        String log = logOfASession();
        assertThat(log.lines().map(line -> line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ", "")))
                .contains(
                        "INFO  New user: Joanne, balance: $100, IP address: 127.0.0.1",
                        "INFO  Lily just logged in! IP address: 127.0.0.1, client port number: 3000",
                        "INFO  Joanne just paid $1 to Lily",
                        "INFO  Lily published a menu of 1 item",
                        "INFO  Lily just logged out.")
                .noneMatch(line -> line.startsWith("DEBUG"))
                .anyMatch(line -> line.matches("INFO  \\.\\.\\. and \\d+ more payments"));
    }

    /// A sale that has a line of its own has that of its payment too, and one that has none is counted once.
    @Test
    void saleIsToldOrCountedWithItsPayment() throws IOException {
        String log = logOfASession();
        long told = count(log, "Joanne just paid $");
        int untold = UNTOLD.matcher(log)
                .results()
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .sum();
        assertThat(told + untold).isEqualTo(PAYMENTS + SALES);
        assertThat(told).isLessThan(PAYMENTS + SALES);
        assertThat(count(log, "Lily just sold to Joanne for $2")).isEqualTo(count(log, "Joanne just paid $2 to Lily"));
    }

    private static long count(String log, String words) {
        return log.lines().filter(line -> line.contains(words)).count();
    }

    @Test
    void verboseLogTellsEachPaymentAndEachRefusal() throws IOException {
        String log = logOfASession("-v");
        assertThat(log.lines().filter(line -> line.endsWith("INFO  Joanne just paid $1 to Lily")))
                .hasSize(PAYMENTS);
        assertThat(count(log, "INFO  Lily just sold to Joanne for $2")).isEqualTo(SALES);
        assertThat(log).contains("DEBUG Joanne did not pay $1000 to Lily: INSUFFICIENT\n");
    }

    @Test
    void quietServerHasNothingToSay() throws IOException {
        assertThat(logOfASession("-q")).isEmpty();
    }

    @Test
    void readyLineHasTheHostThatWasAskedFor() {
        try (PackagedServer server =
                PackagedServer.in(home).options("--host", "::1").launch()) {
            assertThat(server.awaitOutput()).matches("READY \\[::1]:[0-9]+ pid=[0-9]+\n");
        }
    }

    /// Plays a session, stops the server, and returns its log; nothing secret may stand anywhere in what it printed.
    private String logOfASession(String... options) throws IOException {
        try (PackagedServer server = PackagedServer.in(home)
                .options("--opening-deposit-max", "100")
                .options(options)
                .start()) {
            try (TestClient joanne = server.greeted("Joanne");
                    TestClient lily = server.greeted("Lily")) {
                joanne.ask("REGISTER#Joanne#100");
                lily.ask("REGISTER#Lily#0");
                assertThat(lily.ask("Lily#3000")).isEqualTo("0");
                lily.expect("1", "Lily#127.0.0.1#3000");
                List<String> lines =
                        Stream.generate(() -> payment("1")).limit(PAYMENTS).toList();
                // So that the last line of a second is that of a payment, should its sale need another.
                assertThat(lily.ask(lines.getFirst())).startsWith("TRANS OK#");
                sell(lily, joanne);
                List<String> others = lines.subList(1, PAYMENTS);
                lily.send(String.join("\n", others));
                others.forEach(line -> lily.expect("TRANS OK#*"));
                assertThat(lily.ask(payment("1000"))).startsWith("TRANS FAIL#INSUFFICIENT#");
                assertThat(lily.ask("garbled " + secrets.getFirst())).startsWith("230 FORMAT#");
            }
            assertThat(server.signal("TERM").awaitExit()).isZero();
            assertThat(server.output()).matches(PackagedServer.READY);
            for (String key : List.of("server.key", "ledger.key")) {
                Files.readAllLines(home.resolve("certs").resolve(key)).stream()
                        .filter(line -> !line.startsWith("-----"))
                        .forEach(secrets::add);
            }
            assertThat(server.errors()).doesNotContain(secrets);
            return server.errors();
        }
    }

    private void sell(TestClient lily, TestClient joanne) {
        joanne.askForStatus("Joanne#0");
        new TestMenus(TestCertificates.shared()).publish(lily, "Lily", TestMenus.HEADER + "tea,,Tea,2,100\n");
        for (int i = 0; i < SALES; i++) {
            String quote = joanne.ask("BUY#Lily#tea:1");
            PaymentOrder order = TestPayments.forQuote(payments.order("Joanne", "2", "Lily"), quote);
            assertThat(lily.ask(TestPayments.trans(payments.sign(order)))).startsWith("TRANS OK#");
        }
    }

    private String payment(String amount) {
        PaymentOrder plain = payments.order("Joanne", amount, "Lily");
        PaymentOrder order = new PaymentOrder(
                plain.payer(),
                plain.amount(),
                plain.payee(),
                plain.id(),
                plain.expires(),
                Memo.of(MEMO).orElseThrow());
        CoSignedPayment signed = payments.sign(order);
        secrets.addAll(List.of(
                signed.payerSignature().toString(),
                signed.payeeSignature().toString(),
                order.memo().toString(),
                MEMO));
        assertThat(Base64Url.of(MEMO.getBytes(UTF_8)).toString())
                .isEqualTo(order.memo().toString());
        return TestPayments.trans(signed);
    }
}
