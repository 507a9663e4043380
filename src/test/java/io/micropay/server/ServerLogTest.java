package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micropay.ledger.Account;
import io.micropay.ledger.Position;
import io.micropay.money.OrderId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Purpose;
import io.micropay.payment.RefusalReason;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestPayments;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/// Which payments and sales have lines of their own, when many come in a second; and what a line says.
class ServerLogTest {

    private static final int MANY = 31;

    private final Logger logger = (Logger) LoggerFactory.getLogger("micropay.server");
    private final @Nullable Level former = logger.getLevel();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ServerLog log = new ServerLog("USD");
    private final PaymentOrder order = new TestPayments(TestCertificates.shared()).order("Joanne", "1", "Lily");
    private final Purpose.Order sale = new Purpose.Order(OrderId.next(), "5f".repeat(32));

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(former);
    }

    private List<String> values(String event, String key) {
        return lines.list.stream()
                .filter(line -> value(line, "event").equals(event))
                .map(line -> value(line, key))
                .toList();
    }

    private static String value(ILoggingEvent line, String key) {
        return line.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals(key))
                .map((KeyValuePair pair) -> String.valueOf(pair.value))
                .findFirst()
                .orElse("");
    }

    private int count(String event) {
        return values(event, "event").size();
    }

    private int untold() {
        return values("payments-untold", "count").stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    /// The first is no sale, so that a bound which counted lines instead of payments would part a sale from its
    /// payment.
    @Test
    void saleIsToldOrCountedWithItsPayment() {
        log.paid(order, new Purpose.Words(""));
        for (int i = 1; i < MANY; i++) {
            log.paid(order, sale);
        }
        log.tellUntold();

        assertThat(count("sale")).isEqualTo(count("payment") - 1);
        assertThat(count("payment") + untold()).isEqualTo(MANY);
        assertThat(untold()).isPositive();
        assertThat(values("sale", "id")).containsOnly(order.id().toString());
        assertThat(values("sale", "order")).containsOnly(sale.order().toString());
    }

    @Test
    void verboseLogTellsAllOfThemAndEachRefusal() {
        logger.setLevel(Level.DEBUG);
        for (int i = 0; i < MANY; i++) {
            log.paid(order, sale);
        }
        log.refused(order, sale, RefusalReason.ORDER);
        log.tellUntold();

        assertThat(List.of(count("payment"), count("sale"))).containsOnly(MANY);
        assertThat(List.of(count("payment-refused"), count("sale-refused"))).containsOnly(1);
        assertThat(untold()).isZero();
    }

    @Test
    void fileThatWasSetAsideIsNamedWithItsPlace() {
        Account lily = new Account(1, order.payee(), new byte[0], "", Position.OPENING);
        Path file = Path.of("settlements/lily/2026-11-28.p7m");
        Path aside = file.resolveSibling("2026-11-28.p7m.untrue-2");

        log.shops().settlementReplaced(lily, LocalDate.of(2026, 11, 28), file, aside);

        assertThat(values("settlement-replaced", "file")).containsExactly(file.toString());
        assertThat(values("settlement-replaced", "aside")).containsExactly(aside.toString());
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        file + " was not what the ledger says of Lily's 2026-11-28: replaced, and set aside as "
                                + aside.getFileName());
    }
}
