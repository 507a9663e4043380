package io.micropay.client.shop;

import io.micropay.client.AnsweringServer;
import io.micropay.client.ConnectionException;
import io.micropay.money.PaymentId;
import io.micropay.shop.Purchase;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.util.List;
import java.util.Optional;

/// What the server says was bought with a payment. Whether it is so, the payment's memo tells.
public final class SaleRecord {

    private SaleRecord() {}

    /// Asks for it.
    ///
    /// @return no purchase when the payment bought nothing that the asker may know of
    public static ShopAnswer<Optional<Purchase>> ask(AnsweringServer server, PaymentId id) throws ConnectionException {
        return switch (server.ask(new Request.Receipt(id))) {
            case Response.Receipt receipt ->
                new ShopAnswer.Given<>(Optional.of(new Purchase(receipt.menuHash(), receipt.basket(), List.of())));
            case Response.NeverSeen never -> new ShopAnswer.Given<>(Optional.empty());
            case Response refusal -> new ShopAnswer.Refused<>(refusal);
        };
    }
}
