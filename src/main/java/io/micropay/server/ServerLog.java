package io.micropay.server;

import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.OutputException;
import io.micropay.ledger.Account;
import io.micropay.ledger.LedgerBusyException;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Purpose;
import io.micropay.payment.RefusalReason;
import io.micropay.shop.Quote;
import io.micropay.shop.ShopRefusal;
import io.micropay.wire.Response;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// What the server tells the person who runs it, and that person's programs: who registered, logged in, paid and left.
///
/// Payments can come by the thousand in a second. Unless every one is asked for, only the first few of a second get
/// a line of their own, and the others are counted. No signature or memo is ever told, and of a key only the
/// fingerprint, by which it can be revoked.
final class ServerLog {

    private static final Logger LOG = LoggerFactory.getLogger("micropay.server");
    private static final int PAYMENT_LINES_PER_SECOND = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /// The second of the last payment, in the upper bits, and the lines it has had, in the lower 16.
    private final AtomicLong secondAndLines = new AtomicLong();

    private final LongAdder untold = new LongAdder();
    private final String unit;

    /// @param unit what amounts are counted in
    ServerLog(String unit) {
        this.unit = unit;
    }

    void registered(Account account, Amount deposit, InetAddress address) {
        client(LOG.atInfo(), "registered", address)
                .addKeyValue("account", account.name())
                .addKeyValue("amount", deposit)
                .log("New user: {}, balance: {}, IP address: {}", account.name(), deposit.in(unit), IpText.of(address));
    }

    void notRegistered(AccountName name, InetAddress address, String reason) {
        client(LOG.atDebug(), "registration-refused", address)
                .addKeyValue("account", name)
                .addKeyValue("reason", reason)
                .log("no account {} for {}: {}", name, IpText.of(address), reason);
    }

    void enrolled(String name, Fingerprint key, InetAddress address) {
        client(LOG.atInfo(), "certified", address)
                .addKeyValue("account", name)
                .addKeyValue("key", key)
                .log("New certificate: {}, key {}, IP address: {}", name, key, IpText.of(address));
    }

    void notEnrolled(InetAddress address, String reason) {
        client(LOG.atDebug(), "certificate-refused", address)
                .addKeyValue("reason", reason)
                .log("no certificate for {}: {}", IpText.of(address), reason);
    }

    void invitationsFail(OutputException reason) {
        LOG.error("{}; nobody can be invited in until then", reason.getMessage());
    }

    void loggedIn(Account account, InetAddress address, int port) {
        client(LOG.atInfo(), "login", address)
                .addKeyValue("account", account.name())
                .addKeyValue("port", port)
                .log(
                        "{} just logged in! IP address: {}, client port number: {}",
                        account.name(),
                        IpText.of(address),
                        port);
    }

    void notLoggedIn(AccountName name, InetAddress address, String reason) {
        client(LOG.atDebug(), "login-refused", address)
                .addKeyValue("account", name)
                .addKeyValue("reason", reason)
                .log("{} may not log in as {}: {}", IpText.of(address), name, reason);
    }

    void loggedOut(Account account) {
        event(LOG.atInfo(), "logout").addKeyValue("account", account.name()).log("{} just logged out.", account.name());
    }

    void paid(PaymentOrder order) {
        if (LOG.isDebugEnabled() || hasLineLeft()) {
            payment(LOG.atInfo(), "payment", order)
                    .log("{} just paid {} to {}", order.payer(), order.amount().in(unit), order.payee());
        } else {
            untold.increment();
        }
    }

    void refused(PaymentOrder order, RefusalReason reason) {
        payment(LOG.atDebug(), "payment-refused", order)
                .addKeyValue("reason", reason)
                .log(
                        "{} did not pay {} to {}: {}",
                        order.payer(),
                        order.amount().in(unit),
                        order.payee(),
                        reason);
    }

    /// What merchants and buyers do has keys that stay, for whoever reads the log with a program.
    void published(Account merchant, Response answer) {
        switch (answer) {
            case Response.Published published ->
                LOG.info("shop published merchant={} menu={}", merchant.name(), published.menuHash());
            case Response.NotPublished failed ->
                LOG.info(
                        "shop not published merchant={} line={} reason={}",
                        merchant.name(),
                        failed.line(),
                        failed.reason());
            default -> LOG.debug("shop not published merchant={}", merchant.name());
        }
    }

    void opened(Account merchant, boolean open) {
        LOG.info("shop {} merchant={}", open ? "opened" : "closed", merchant.name());
    }

    void quoted(Account buyer, Account merchant, Quote quote) {
        LOG.debug(
                "shop quoted order={} merchant={} buyer={} amount={}",
                quote.order(),
                merchant.name(),
                buyer.name(),
                quote.amount());
    }

    void notQuoted(Account buyer, Account merchant, ShopRefusal refusal) {
        LOG.debug("shop not quoted merchant={} buyer={} reason={}", merchant.name(), buyer.name(), refusal.reason());
    }

    /// A payment for a shop's order has one line too, as long as payments have lines of their own.
    void sale(PaymentOrder payment, Purpose.Order purpose, String outcome) {
        if (!LOG.isDebugEnabled() && !hasLineLeft()) {
            untold.increment();
            return;
        }
        LOG.info(
                "shop sale order={} payment={} merchant={} buyer={} amount={} outcome={}",
                purpose.order(),
                payment.id(),
                payment.payee(),
                payment.payer(),
                payment.amount(),
                outcome);
    }

    void relayed(PaymentOrder order) {
        payment(LOG.atDebug(), "order-relayed", order)
                .log(
                        "an order of {} over {} waits for {}",
                        order.payer(),
                        order.amount().in(unit),
                        order.payee());
    }

    void turnedAway(InetAddress address, String reason) {
        client(LOG.atDebug(), "turned-away", address)
                .addKeyValue("reason", reason)
                .log("turned away {}: {}", IpText.of(address), reason);
    }

    void waiting(InetAddress address, int ahead) {
        client(LOG.atInfo(), "waiting", address)
                .addKeyValue("ahead", ahead)
                .log("Client {} waits for a worker, {} ahead", IpText.of(address), ahead);
    }

    void busy(LedgerBusyException reason) {
        event(LOG.atDebug(), "busy")
                .addKeyValue("reason", reason.getMessage())
                .log("a request was answered busy: {}", reason.getMessage());
    }

    void brokenConnection(InetAddress address, Exception reason) {
        client(LOG.atDebug(), "connection-broken", address)
                .addKeyValue("reason", reason.getMessage())
                .log("connection from {} ended: {}", IpText.of(address), reason.getMessage());
    }

    /// The keys that each of these lines has, whatever its words: they are for programs, and never change.
    private static LoggingEventBuilder event(LoggingEventBuilder line, String event) {
        return line.addKeyValue("event", event);
    }

    private static LoggingEventBuilder client(LoggingEventBuilder line, String event, InetAddress address) {
        return event(line, event).addKeyValue("address", IpText.of(address));
    }

    private static LoggingEventBuilder payment(LoggingEventBuilder line, String event, PaymentOrder order) {
        return event(line, event)
                .addKeyValue("id", order.id())
                .addKeyValue("payer", order.payer())
                .addKeyValue("payee", order.payee())
                .addKeyValue("amount", order.amount());
    }

    /// Tells how many payments had no line of their own.
    void tellUntold() {
        long count = untold.sumThenReset();
        if (count > 0) {
            event(LOG.atInfo(), "payments-untold").addKeyValue("count", count).log("... and {} more payments", count);
        }
    }

    private boolean hasLineLeft() {
        long second = System.nanoTime() / NANOS_PER_SECOND;
        long before = secondAndLines.get();
        if (before >> 16 == second) {
            return (before & 0xffff) < PAYMENT_LINES_PER_SECOND && secondAndLines.compareAndSet(before, before + 1);
        }
        boolean first = secondAndLines.compareAndSet(before, second << 16 | 1);
        if (first) {
            tellUntold();
        }
        return first;
    }
}
