package io.micropay.client.shell;

import io.micropay.client.AcceptanceRule;
import io.micropay.client.HistoryEntry;
import io.micropay.client.OwnPayment;
import io.micropay.client.PaymentState;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Purpose;
import io.micropay.payment.Receipt;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// What a person reads of which there are many: a line for each.
final class Listings {

    private Listings() {}

    static String payments(List<OwnPayment> payments) {
        return payments.isEmpty()
                ? "You have signed no orders."
                : payments.stream().map(Listings::payment).collect(Collectors.joining("\n"));
    }

    private static String payment(OwnPayment payment) {
        PaymentOrder order = payment.order();
        String line = String.format(
                Locale.ROOT,
                "%-9s  %s  %14s to %s%s",
                OrderSentences.word(payment.state()),
                order.id(),
                order.amount(),
                order.payee(),
                PaymentSentences.claimed(order.memo()));
        return switch (payment.state()) {
            case PaymentState.Open open -> line + ", can be paid until " + order.expires();
            case PaymentState.Refused refused -> line + ": " + Sentences.plain(refused.reason());
            case PaymentState.Committed committed -> line;
            case PaymentState.Cancelled cancelled ->
                cancelled.declined().isEmpty() ? line : line + ": declined: " + Sentences.plain(cancelled.declined());
            case PaymentState.Lapsed lapsed -> line;
        };
    }

    static String history(List<HistoryEntry> entries) {
        return entries.isEmpty()
                ? "There are no payments yet."
                : entries.stream().map(Listings::entry).collect(Collectors.joining("\n"));
    }

    private static String entry(HistoryEntry entry) {
        Receipt receipt = entry.receipt();
        return String.format(
                Locale.ROOT,
                "%8d  %s  %14s  %s %s%s  %s",
                receipt.seq(),
                receipt.committedAt(),
                (entry.incoming() ? "+" : "-") + receipt.amount(),
                entry.incoming() ? "from" : "to",
                entry.other(),
                purpose(entry),
                receipt.id());
    }

    /// What a payment was for. A memo that is not true is shown as the words that it is.
    private static String purpose(HistoryEntry entry) {
        Optional<String> refund = entry.refunded().map(original -> " (refund of " + original.id() + ")");
        boolean claim = Purpose.of(entry.receipt().memo()) instanceof Purpose.Refund;
        return refund.orElseGet(() -> claim
                ? PaymentSentences.said(entry.receipt().memo())
                : PaymentSentences.claimed(entry.receipt().memo()));
    }

    /// A statement for people: the payments, and what they come to.
    static String statement(List<HistoryEntry> entries) {
        return history(entries) + "\n\nreceived " + total(entries, true) + ", paid " + total(entries, false) + ", "
                + Counted.of(entries.size(), "payment");
    }

    /// More than one amount can be more than the largest amount.
    private static String total(List<HistoryEntry> entries, boolean incoming) {
        BigDecimal micros = entries.stream()
                .filter(entry -> entry.incoming() == incoming)
                .map(entry -> BigDecimal.valueOf(entry.receipt().amount().micros()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return micros.signum() == 0
                ? "0"
                : micros.movePointLeft(6).stripTrailingZeros().toPlainString();
    }

    static String receipts(List<Outcome.Kept> receipts) {
        return receipts.isEmpty()
                ? "There are no receipts yet."
                : receipts.stream().map(Listings::receipt).collect(Collectors.joining("\n"));
    }

    private static String receipt(Outcome.Kept kept) {
        Receipt receipt = kept.stored().receipt();
        boolean incoming = kept.incoming();
        return String.format(
                Locale.ROOT,
                "%s  %14s  %s %s%s  %s",
                receipt.committedAt(),
                (incoming ? "+" : "-") + receipt.amount(),
                incoming ? "from" : "to",
                incoming ? receipt.payer() : receipt.payee(),
                PaymentSentences.said(receipt.memo()),
                receipt.id());
    }

    static String rules(SortedMap<String, AcceptanceRule> rules) {
        return rules.isEmpty()
                ? "There are no rules: payments are taken as --accept says."
                : rules.entrySet().stream()
                        .map(rule -> String.format(Locale.ROOT, "%-16s  %s", rule.getKey(), rule(rule.getValue())))
                        .collect(Collectors.joining("\n"));
    }

    private static String rule(AcceptanceRule rule) {
        return switch (rule) {
            case AcceptanceRule.Accept accept ->
                accept.limit()
                        .map(limit -> "accepted up to " + limit + ", and asked about above")
                        .orElse("accepted");
            case AcceptanceRule.Ask ask -> "asked about";
            case AcceptanceRule.Decline decline -> "declined";
        };
    }
}
