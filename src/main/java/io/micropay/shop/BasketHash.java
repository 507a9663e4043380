package io.micropay.shop;

import io.micropay.money.AccountName;
import io.micropay.money.OrderId;
import io.micropay.money.PricedBasket;
import io.micropay.money.Sha256Text;
import java.nio.charset.StandardCharsets;

/// What binds a payment to what was bought: buyer and merchant both compute it, and the payment's memo holds it, so
/// nobody can change the items later (protocol, *Shops*).
public final class BasketHash {

    private BasketHash() {}

    /// Lower-case hex SHA-256.
    ///
    /// @param ledger the fingerprint of its CA's key
    /// @param merchant in the registered spelling
    public static String of(String ledger, AccountName merchant, OrderId order, String menuHash, PricedBasket basket) {
        String text = "micropay basket 1\n" + ledger + "\n"
                + String.join("#", merchant.text(), order.toString(), menuHash, basket.toString());
        return Sha256Text.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
