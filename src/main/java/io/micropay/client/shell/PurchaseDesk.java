package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.StoredReceipt;
import io.micropay.client.Wallet;
import io.micropay.client.shop.SaleRecord;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Purpose;
import io.micropay.shop.Purchase;
import java.util.Optional;

/// Knows what was bought with a payment: it is kept beside the receipt, or asked for and kept.
final class PurchaseDesk {

    private final Wallet wallet;
    private final ShopWay way;

    PurchaseDesk(Wallet wallet, ShopWay way) {
        this.wallet = wallet;
        this.way = way;
    }

    /// What a kept receipt paid for, and is kept beside it from now on.
    ///
    /// @return empty when it paid no shop's order, or the server does not say for which
    Optional<Purchase> complete(StoredReceipt stored) throws CommandFailedException {
        Optional<Purchase> kept = asked(() -> wallet.purchases().of(stored));
        if (kept.isPresent() || !isOrder(stored)) {
            return kept;
        }
        Optional<Purchase> told =
                way.ask(server -> SaleRecord.ask(server, stored.receipt().id()));
        return told.isPresent() && asked(() -> wallet.purchases().keep(stored, told.get())) ? told : Optional.empty();
    }

    /// What an order was for, if it was paid and is a shop's.
    Optional<Purchase> of(PaymentOrder order) throws CommandFailedException {
        if (!(Purpose.of(order.memo()) instanceof Purpose.Order)) {
            return Optional.empty();
        }
        return way.ask(server -> SaleRecord.ask(server, order.id()))
                .filter(told -> wallet.purchases().isFor(order, told));
    }

    private static boolean isOrder(StoredReceipt stored) {
        return Purpose.of(stored.receipt().memo()) instanceof Purpose.Order;
    }
}
