package io.micropay.client.shell;

import io.micropay.client.AcceptanceRule;
import io.micropay.client.HistoryEntry;
import io.micropay.client.Keeping;
import io.micropay.client.OwnPayment;
import io.micropay.client.PaymentRequest;
import io.micropay.client.PaymentResult;
import io.micropay.client.PaymentState;
import io.micropay.money.Amount;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptCheck;
import io.micropay.payment.ReceiptVerdict;
import io.micropay.wire.Response.OnlineAccount;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Shows to a program what came of a command: a JSON object on a line, or a line for each thing of a list.
///
/// Amounts, ids and instants are strings. A key that stands in one object of a kind stands in all of them. Later
/// versions may add keys.
public final class OutcomeJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OutcomeJson() {}

    /// The lines with their ends.
    public static String of(Outcome outcome) {
        return objects(outcome).map(OutcomeJson::line).collect(Collectors.joining());
    }

    static String line(ObjectNode object) {
        return object + "\n";
    }

    private static Stream<ObjectNode> objects(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Registered registered ->
                Stream.of(object().put("name", registered.name().text())
                        .put("deposit", registered.deposit().toString()));
            case Outcome.Online online -> Stream.of(online(online));
            case Outcome.Balance balance ->
                Stream.of(object().put("balance", balance.amount().toString()).put("unit", balance.unit()));
            case Outcome.Paid paid -> Stream.of(kept(paid.payment()));
            case Outcome.Received received -> Stream.of(received(received));
            case Outcome.Requested requested -> Stream.of(request(requested.request()));
            case Outcome.Cancelled cancelled -> Stream.of(order(cancelled.payment()));
            case Outcome.Payments payments -> payments.payments().stream().map(OutcomeJson::order);
            case Outcome.History history -> history.entries().stream().map(OutcomeJson::entry);
            case Outcome.AccountStatement statement ->
                statement.entries().stream().map(OutcomeJson::entry);
            case Outcome.Receipts receipts -> receipts.receipts().stream().map(OutcomeJson::receipt);
            case Outcome.Checked checked -> checked.files().stream().map(OutcomeJson::checked);
            case Outcome.Published published -> Stream.of(ShopkeeperJson.published(published));
            case Outcome.Opened opened -> Stream.of(ShopkeeperJson.opened(opened));
            case Outcome.Stocked stocked -> Stream.of(ShopkeeperJson.stocked(stocked));
            case Outcome.Sold sold -> Stream.of(ShopkeeperJson.sold(sold));
            case Outcome.Shops shops -> shops.shops().stream().map(ShopJson::shop);
            case Outcome.Browsed browsed -> ShopJson.menu(browsed.menu());
            case Outcome.Fetched fetched -> ShopJson.menu(fetched.menu().menu());
            case Outcome.Saved saved -> Stream.of(ShopJson.saved(saved));
            case Outcome.Bought bought ->
                Stream.of(ShopJson.putPurchase(
                        kept(bought.payment()), bought.payment().receipt().memo(), Optional.of(bought.purchase())));
            case Outcome.DayClosed closed ->
                Stream.of(ReportJson.object(closed.report())
                        .put("file", closed.file().toString())
                        .put("report", closed.reportFile().toString()));
            case Outcome.Rules rules -> rules.rules().entrySet().stream().map(OutcomeJson::rule);
        };
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private static ObjectNode online(Outcome.Online online) {
        ObjectNode object = object().put("balance", online.block().balance().toString());
        ArrayNode accounts = object.putArray("online");
        for (OnlineAccount account : online.block().online()) {
            accounts.addObject()
                    .put("name", account.name().text())
                    .put("address", account.address())
                    .put("port", account.port());
        }
        return object;
    }

    /// A payment as the ledger has it, for payer and payee alike.
    static ObjectNode payment(Receipt receipt) {
        return object().put("id", receipt.id().toString())
                .put("seq", receipt.seq())
                .put("payer", receipt.payer().text())
                .put("payee", receipt.payee().text())
                .put("amount", receipt.amount().toString())
                .put("memo", receipt.memo().text())
                .put("committed_at", receipt.committedAt().toString());
    }

    /// The receipt's file is null where it could not be written.
    static ObjectNode kept(PaymentResult.Paid payment) {
        ObjectNode object = payment(payment.receipt());
        return switch (payment.keeping()) {
            case Keeping.Kept kept -> object.put("file", kept.file().toString());
            case Keeping.NotKept notKept -> object.putNull("file");
        };
    }

    private static ObjectNode received(Outcome.Received received) {
        return putText(kept(received.payment()), "balance", received.balance().map(Amount::toString));
    }

    private static ObjectNode request(PaymentRequest request) {
        return object().put("request", request.toString())
                .put("reference", request.reference())
                .put("payee", request.payee().text())
                .put("amount", request.amount().toString())
                .put("memo", request.words().text());
    }

    private static ObjectNode order(OwnPayment payment) {
        ObjectNode object = object().put("id", payment.order().id().toString())
                .put("state", OrderSentences.word(payment.state()))
                .put("payee", payment.order().payee().text())
                .put("amount", payment.order().amount().toString())
                .put("memo", payment.order().memo().text())
                .put("expires", payment.order().expires().toString());
        return putText(object, "reason", reason(payment.state()));
    }

    private static Optional<String> reason(PaymentState state) {
        return switch (state) {
            case PaymentState.Refused refused -> Optional.of(refused.reason());
            case PaymentState.Cancelled cancelled ->
                Optional.of(cancelled.declined()).filter(declined -> !declined.isEmpty());
            case PaymentState.Open open -> Optional.empty();
            case PaymentState.Committed committed -> Optional.empty();
            case PaymentState.Lapsed lapsed -> Optional.empty();
        };
    }

    /// A payment as its account sees it.
    static ObjectNode entry(HistoryEntry entry) {
        Receipt receipt = entry.receipt();
        return seen(receipt, entry.incoming())
                .put(
                        "refund_of",
                        entry.refunded()
                                .map(original -> original.id().toString())
                                .orElse(""));
    }

    private static ObjectNode seen(Receipt receipt, boolean incoming) {
        return object().put("seq", receipt.seq())
                .put("committed_at", receipt.committedAt().toString())
                .put("direction", incoming ? "in" : "out")
                .put("other", (incoming ? receipt.payer() : receipt.payee()).text())
                .put("amount", receipt.amount().toString())
                .put("id", receipt.id().toString())
                .put("memo", receipt.memo().text());
    }

    private static ObjectNode receipt(Outcome.Kept kept) {
        return seen(kept.stored().receipt(), kept.incoming())
                .put("file", kept.stored().file().toString());
    }

    private static ObjectNode checked(Outcome.CheckedFile checked) {
        ReceiptVerdict verdict = checked.verdict();
        ObjectNode object = object().put("file", checked.file().toString()).put("verified", verdict.isTrue());
        object.setAll(payment(verdict.receipt()));
        ArrayNode failures = object.putArray("failed");
        verdict.failures().stream().map(OutcomeJson::name).forEach(failures::add);
        Receipt receipt = verdict.receipt();
        object.putObject("signatures")
                .put("payer", receipt.payerSignature().toString())
                .put("payee", receipt.payeeSignature().toString())
                .put("ledger", receipt.receiptSignature().toString());
        return ShopJson.putPurchase(object, receipt.memo(), verdict.purchase());
    }

    private static String name(ReceiptCheck check) {
        return check.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode rule(Map.Entry<String, AcceptanceRule> rule) {
        ObjectNode object = object().put("payer", rule.getKey());
        return switch (rule.getValue()) {
            case AcceptanceRule.Accept accept ->
                putText(object.put("rule", "accept"), "up_to", accept.limit().map(Amount::toString));
            case AcceptanceRule.Ask ask -> putText(object.put("rule", "ask"), "up_to", Optional.empty());
            case AcceptanceRule.Decline decline -> putText(object.put("rule", "decline"), "up_to", Optional.empty());
        };
    }

    static ObjectNode putText(ObjectNode object, String key, Optional<String> text) {
        return text.isPresent() ? object.put(key, text.get()) : object.putNull(key);
    }
}
