package io.micropay.client.shell;

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
            case Outcome.Paid paid -> line(Sentences.paid(paid.payment()));
            case Outcome.Received received ->
                line(Sentences.received(received.payment().receipt(), received.balance()));
            case Outcome.Requested requested -> line(requested.request().toString());
            case Outcome.Cancelled cancelled -> line(Sentences.ended(cancelled.payment()));
            case Outcome.Payments payments -> line(Listings.payments(payments.payments()));
            case Outcome.History history -> line(Listings.history(history.entries()));
            case Outcome.AccountStatement statement -> statement.form().of(statement.entries());
            case Outcome.Receipts receipts -> line(Listings.receipts(receipts.receipts()));
            case Outcome.Checked checked ->
                checked.files().stream().map(OutcomeText::checked).collect(Collectors.joining());
            case Outcome.Published published -> line(ShopkeeperSentences.published(published));
            case Outcome.Opened opened -> line(ShopkeeperSentences.opened(opened));
            case Outcome.Stocked stocked -> line(ShopkeeperSentences.stocked(stocked));
            case Outcome.Shelves shelves -> line(ShopListings.menu(shelves.merchant(), shelves.menu()));
            case Outcome.Sold sold -> line(ShopkeeperSentences.sold(sold));
            case Outcome.Rules rules -> line(Listings.rules(rules.rules()));
        };
    }

    private static String checked(Outcome.CheckedFile checked) {
        return line(Sentences.receiptFile(checked.file()))
                + line(String.join("\n", checked.verdict().lines()));
    }

    private static String line(String text) {
        return text + "\n";
    }
}
