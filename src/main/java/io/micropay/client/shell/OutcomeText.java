package io.micropay.client.shell;

import io.micropay.payment.ReceiptVerdict;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Shows to a person what came of a command.
public final class OutcomeText {

    private OutcomeText() {}

    /// The text with the ends of its lines.
    public static String of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Registered registered -> line(Sentences.REGISTERED);
            case Outcome.Online online -> line(Sentences.status(online.account(), online.block()));
            case Outcome.Balance balance -> line(balance.amount().toString());
            case Outcome.Paid paid -> line(PaymentSentences.paid(paid.payment()));
            case Outcome.Received received ->
                line(PaymentSentences.received(received.payment().receipt(), received.balance()));
            case Outcome.Requested requested -> line(requested.request().toString());
            case Outcome.Cancelled cancelled -> line(OrderSentences.ended(cancelled.payment()));
            case Outcome.Payments payments -> line(Listings.payments(payments.payments()));
            case Outcome.History history -> line(Listings.history(history.entries()));
            case Outcome.AccountStatement statement -> statement.form().of(statement.entries());
            case Outcome.Receipts receipts -> line(Listings.receipts(receipts.receipts()));
            case Outcome.Checked checked ->
                checked.files().stream().map(OutcomeText::checked).collect(Collectors.joining());
            case Outcome.Published published -> line(ShopkeeperSentences.published(published));
            case Outcome.Opened opened -> line(ShopkeeperSentences.opened(opened));
            case Outcome.Stocked stocked -> line(ShopkeeperSentences.stocked(stocked));
            case Outcome.Sold sold -> line(ShopkeeperSentences.sold(sold));
            case Outcome.Shops shops -> line(ShopListings.shops(shops.shops()));
            case Outcome.Browsed browsed -> line(ShopListings.menu(browsed.merchant(), browsed.menu()));
            case Outcome.Fetched fetched -> new String(fetched.menu().csv(), StandardCharsets.UTF_8);
            case Outcome.Saved saved -> line(ShopSentences.saved(saved));
            case Outcome.Bought bought ->
                line(PaymentSentences.paid(bought.payment())) + line(ShopListings.purchase(bought.purchase()));
            case Outcome.DayClosed closed ->
                ReportText.of(closed.report()) + line(ShopkeeperSentences.filed(closed.file(), closed.reportFile()));
            case Outcome.Rules rules -> line(Listings.rules(rules.rules()));
        };
    }

    private static String checked(Outcome.CheckedFile checked) {
        return line(PaymentSentences.receiptFile(checked.file()))
                + of(checked.verdict())
                + (checked.lacksPurchase() ? line(ShopSentences.PURCHASE_UNKNOWN) : "");
    }

    /// What came of checking a receipt: the checks, what it says, and what it paid for.
    public static String of(ReceiptVerdict verdict) {
        String bought = verdict.purchase()
                .map(purchase -> "\n" + line(ShopSentences.BOUGHT) + line(ShopListings.purchase(purchase)))
                .orElse("");
        return line(String.join("\n", verdict.lines())) + bought;
    }

    private static String line(String text) {
        return text + "\n";
    }
}
