package io.micropay.server;

import io.micropay.ledger.Account;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Purpose;
import io.micropay.payment.RefusalReason;
import io.micropay.settlement.Reconciliation;
import io.micropay.shop.Menu;
import io.micropay.shop.Quote;
import io.micropay.shop.ShopRefusal;
import io.micropay.wire.Response;
import java.nio.file.Path;
import java.time.LocalDate;
import org.slf4j.spi.LoggingEventBuilder;

/// What the log tells of shops: their merchants' doings, and what was quoted and sold. Of what a menu or a basket holds
/// nothing is told.
final class ShopLog {

    private final String unit;

    /// @param unit what amounts are counted in
    ShopLog(String unit) {
        this.unit = unit;
    }

    void published(Account merchant, Menu menu) {
        of(LogEvent.info("menu-published"), merchant)
                .addKeyValue("menu", menu.hash())
                .addKeyValue("items", menu.items().size())
                .log("{} published a menu of {}", merchant.name(), items(menu));
    }

    private static String items(Menu menu) {
        int count = menu.items().size();
        return count == 1 ? "1 item" : count + " items";
    }

    void notPublished(Account merchant, Response.NotPublished fault) {
        of(LogEvent.debug("menu-refused"), merchant)
                .addKeyValue("line", fault.line())
                .addKeyValue("reason", fault.reason())
                .log("a menu of {} was not published: {}", merchant.name(), place(fault) + fault.reason());
    }

    private static String place(Response.NotPublished fault) {
        return fault.line() == MenuDesk.WHOLE_FILE ? "" : "line " + fault.line() + ": ";
    }

    void opened(Account merchant) {
        of(LogEvent.info("shop-opened"), merchant).log("{} opened the shop", merchant.name());
    }

    void closed(Account merchant) {
        of(LogEvent.info("shop-closed"), merchant).log("{} closed the shop", merchant.name());
    }

    void quoted(Account buyer, Account merchant, Quote quote) {
        of(LogEvent.debug("quote"), merchant)
                .addKeyValue("buyer", buyer.name())
                .addKeyValue("order", quote.order())
                .addKeyValue("amount", quote.amount())
                .log("{} was quoted {} by {}", buyer.name(), quote.amount().in(unit), merchant.name());
    }

    void notQuoted(Account buyer, Account merchant, ShopRefusal refusal) {
        of(LogEvent.debug("quote-refused"), merchant)
                .addKeyValue("buyer", buyer.name())
                .addKeyValue("reason", refusal.reason())
                .log("{} was quoted nothing by {}: {}", buyer.name(), merchant.name(), refusal.reason());
    }

    /// A payment has been told of that was for a shop's order.
    void sold(PaymentOrder payment, Purpose.Order purpose) {
        sale(LogEvent.info("sale"), payment, purpose)
                .log(
                        "{} just sold to {} for {}",
                        payment.payee(),
                        payment.payer(),
                        payment.amount().in(unit));
    }

    /// A refusal has been told of whose payment was for a shop's order.
    void notSold(PaymentOrder payment, Purpose.Order purpose, RefusalReason reason) {
        sale(LogEvent.debug("sale-refused"), payment, purpose)
                .addKeyValue("reason", reason)
                .log(
                        "{} did not sell to {} for {}: {}",
                        payment.payee(),
                        payment.payer(),
                        payment.amount().in(unit),
                        reason);
    }

    void settled(Account merchant, LocalDate date, Reconciliation found) {
        of(LogEvent.info("settled"), merchant)
                .addKeyValue("date", date)
                .addKeyValue("matched", found.matched())
                .addKeyValue("missing", found.missing())
                .addKeyValue("extra", found.extra())
                .addKeyValue("mismatched", found.mismatched())
                .addKeyValue("total", found.total())
                .log(
                        "{} settled {}: {} {}, {} matched, {} missing, {} extra, {} mismatched",
                        merchant.name(),
                        date,
                        found.total(),
                        unit,
                        found.matched(),
                        found.missing(),
                        found.extra(),
                        found.mismatched());
    }

    void notSettled(Account merchant, LocalDate date, String reason) {
        of(LogEvent.debug("settlement-refused"), merchant)
                .addKeyValue("date", date)
                .addKeyValue("reason", reason)
                .log("{} did not settle {}: {}", merchant.name(), date, reason);
    }

    /// @param file had been changed since it was written
    /// @param aside where that lies now
    void settlementReplaced(Account merchant, LocalDate date, Path file, Path aside) {
        of(LogEvent.warn("settlement-replaced"), merchant)
                .addKeyValue("date", date)
                .addKeyValue("file", file)
                .addKeyValue("aside", aside)
                .log(
                        "{} was not what the ledger says of {}'s {}: replaced, and set aside as {}",
                        file,
                        merchant.name(),
                        date,
                        aside.getFileName());
    }

    private static LoggingEventBuilder of(LoggingEventBuilder line, Account merchant) {
        return line.addKeyValue("merchant", merchant.name());
    }

    private static LoggingEventBuilder sale(LoggingEventBuilder line, PaymentOrder payment, Purpose.Order purpose) {
        return line.addKeyValue("merchant", payment.payee())
                .addKeyValue("buyer", payment.payer())
                .addKeyValue("order", purpose.order())
                .addKeyValue("id", payment.id())
                .addKeyValue("amount", payment.amount());
    }
}
