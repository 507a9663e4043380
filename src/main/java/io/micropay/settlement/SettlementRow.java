package io.micropay.settlement;

import io.micropay.money.NetAmount;
import io.micropay.money.PaymentId;
import io.micropay.money.Timestamp;
import java.util.List;

/// One payment of a merchant's day.
///
/// @param id          that its payer gave it; another payer's may be the same
/// @param order       the order that it paid for; empty when it paid for none
/// @param amount      below zero for a refund that the merchant paid
/// @param committedAt with milliseconds
public record SettlementRow(PaymentId id, String order, NetAmount amount, Timestamp committedAt) {

    static final List<String> COLUMNS = List.of("id", "order", "amount", "committed_at");

    /// What rows come to, refunds taken off.
    public static NetAmount total(List<SettlementRow> rows) {
        return rows.stream().map(SettlementRow::amount).reduce(NetAmount.ZERO, NetAmount::plus);
    }

    List<String> values() {
        return List.of(id.toString(), order, amount.toString(), committedAt.toString());
    }
}
