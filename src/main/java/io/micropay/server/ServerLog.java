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
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
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
    private final ShopLog shops;

    /// @param unit what amounts are counted in
    ServerLog(String unit) {
        this.unit = unit;
        this.shops = new ShopLog(unit);
    }

    ShopLog shops() {
        return shops;
    }

    void registered(Account account, Amount deposit, InetAddress address) {
        client(LogEvent.info("registered"), address)
                .addKeyValue("account", account.name())
                .addKeyValue("amount", deposit)
                .log("New user: {}, balance: {}, IP address: {}", account.name(), deposit.in(unit), IpText.of(address));
    }

    void notRegistered(AccountName name, InetAddress address, String reason) {
        client(LogEvent.debug("registration-refused"), address)
                .addKeyValue("account", name)
                .addKeyValue("reason", reason)
                .log("no account {} for {}: {}", name, IpText.of(address), reason);
    }

    void enrolled(String name, Fingerprint key, InetAddress address) {
        client(LogEvent.info("certified"), address)
                .addKeyValue("account", name)
                .addKeyValue("key", key)
                .log("New certificate: {}, key {}, IP address: {}", name, key, IpText.of(address));
    }

    void notEnrolled(InetAddress address, String reason) {
        client(LogEvent.debug("certificate-refused"), address)
                .addKeyValue("reason", reason)
                .log("no certificate for {}: {}", IpText.of(address), reason);
    }

    void invitationsFail(OutputException reason) {
        LOG.error("{}; nobody can be invited in until then", reason.getMessage());
    }

    void settlementsFail(Path folder, IOException reason) {
        LOG.error(
                "settlements cannot be written to {} ({}); nobody can settle a day until then",
                folder,
                reason.toString());
    }

    void loggedIn(Account account, InetAddress address, int port) {
        client(LogEvent.info("login"), address)
                .addKeyValue("account", account.name())
                .addKeyValue("port", port)
                .log(
                        "{} just logged in! IP address: {}, client port number: {}",
                        account.name(),
                        IpText.of(address),
                        port);
    }

    void notLoggedIn(AccountName name, InetAddress address, String reason) {
        client(LogEvent.debug("login-refused"), address)
                .addKeyValue("account", name)
                .addKeyValue("reason", reason)
                .log("{} may not log in as {}: {}", IpText.of(address), name, reason);
    }

    void loggedOut(Account account) {
        LogEvent.info("logout").addKeyValue("account", account.name()).log("{} just logged out.", account.name());
    }

    /// @param purpose what its memo says that it is for
    void paid(PaymentOrder order, Purpose purpose) {
        if (!LogEvent.isVerbose() && !hasLineLeft()) {
            untold.increment();
            return;
        }
        payment(LogEvent.info("payment"), order)
                .log("{} just paid {} to {}", order.payer(), order.amount().in(unit), order.payee());
        if (purpose instanceof Purpose.Order sale) {
            shops.sold(order, sale);
        }
    }

    void refused(PaymentOrder order, Purpose purpose, RefusalReason reason) {
        payment(LogEvent.debug("payment-refused"), order)
                .addKeyValue("reason", reason)
                .log(
                        "{} did not pay {} to {}: {}",
                        order.payer(),
                        order.amount().in(unit),
                        order.payee(),
                        reason);
        if (purpose instanceof Purpose.Order sale) {
            shops.notSold(order, sale, reason);
        }
    }

    void relayed(PaymentOrder order) {
        payment(LogEvent.debug("order-relayed"), order)
                .log(
                        "an order of {} over {} waits for {}",
                        order.payer(),
                        order.amount().in(unit),
                        order.payee());
    }

    void turnedAway(InetAddress address, String reason) {
        client(LogEvent.debug("turned-away"), address)
                .addKeyValue("reason", reason)
                .log("turned away {}: {}", IpText.of(address), reason);
    }

    void waiting(InetAddress address, int ahead) {
        client(LogEvent.info("waiting"), address)
                .addKeyValue("ahead", ahead)
                .log("Client {} waits for a worker, {} ahead", IpText.of(address), ahead);
    }

    void busy(LedgerBusyException reason) {
        LogEvent.debug("busy")
                .addKeyValue("reason", reason.getMessage())
                .log("a request was answered busy: {}", reason.getMessage());
    }

    void brokenConnection(InetAddress address, Exception reason) {
        client(LogEvent.debug("connection-broken"), address)
                .addKeyValue("reason", reason.getMessage())
                .log("connection from {} ended: {}", IpText.of(address), reason.getMessage());
    }

    private static LoggingEventBuilder client(LoggingEventBuilder line, InetAddress address) {
        return line.addKeyValue("address", IpText.of(address));
    }

    private static LoggingEventBuilder payment(LoggingEventBuilder line, PaymentOrder order) {
        return line.addKeyValue("id", order.id())
                .addKeyValue("payer", order.payer())
                .addKeyValue("payee", order.payee())
                .addKeyValue("amount", order.amount());
    }

    /// Tells how many payments had no line of their own.
    void tellUntold() {
        long count = untold.sumThenReset();
        if (count > 0) {
            LogEvent.info("payments-untold").addKeyValue("count", count).log("... and {} more payments", count);
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
