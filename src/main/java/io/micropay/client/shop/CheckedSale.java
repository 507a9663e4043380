package io.micropay.client.shop;

import io.micropay.client.PaymentResult;
import io.micropay.money.Memo;
import io.micropay.money.PricedBasket;
import io.micropay.money.Purpose;
import io.micropay.money.Sku;
import io.micropay.payment.Receipt;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuItem;
import io.micropay.shop.Purchase;
import io.micropay.wire.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a shop has sold with one payment, and what of that is not true.
///
/// The buyer's signature covers the memo, which binds the items; the prices are those of a menu that the merchant has
/// signed. So nothing of it is the server's word alone.
///
/// @param payment the ledger's record of it
/// @param kept the same once all of it is verified, and where its receipt is; empty when it does not verify
/// @param purpose what the buyer has signed that it is for
/// @param purchase the items as the server tells them; empty when it does not
/// @param faults what is not true of it, in the order of [SaleFault]
public record CheckedSale(
        Receipt payment,
        Optional<PaymentResult.Paid> kept,
        Purpose.Order purpose,
        Optional<Purchase> purchase,
        List<SaleFault> faults) {

    public CheckedSale {
        faults = List.copyOf(faults);
    }

    public boolean isTrue() {
        return faults.isEmpty();
    }

    /// A sale of which the server does not say what was sold.
    static CheckedSale untold(Receipt payment, Optional<PaymentResult.Paid> kept, Purpose.Order purpose) {
        EnumSet<SaleFault> faults = EnumSet.of(SaleFault.NO_RECEIPT);
        note(faults, SaleFault.PROOF, kept.isEmpty());
        return new CheckedSale(payment, kept, purpose, Optional.empty(), List.copyOf(faults));
    }

    /// Checks what the server tells of a sale.
    ///
    /// @param ledger the fingerprint of its CA's key
    /// @param menu the merchant's own menu of the hash that the server names; empty when he has signed none
    static CheckedSale of(
            Receipt payment,
            Optional<PaymentResult.Paid> kept,
            Purpose.Order purpose,
            Response.Receipt told,
            String ledger,
            Optional<Menu> menu) {
        Map<Sku, MenuItem> own = menu.map(Menu::bySku).orElse(Map.of());
        List<PricedBasket.Item> items = told.basket().items();
        Purchase purchase = new Purchase(
                told.menuHash(),
                told.basket(),
                items.stream().map(item -> title(own, item)).toList());
        EnumSet<SaleFault> faults = EnumSet.noneOf(SaleFault.class);
        note(faults, SaleFault.PROOF, kept.isEmpty() || !told.proof().equals(payment.proof()));
        note(faults, SaleFault.ORDER, !told.order().equals(purpose.order()));
        String basketHash = purchase.hash(ledger, payment.payee(), purpose.order());
        note(faults, SaleFault.BASKET, !basketHash.equals(purpose.basketHash()));
        note(faults, SaleFault.TOTAL, !told.basket().total().equals(payment.amount()));
        note(faults, SaleFault.MENU, menu.isEmpty());
        note(faults, SaleFault.PRICE, menu.isPresent() && !items.stream().allMatch(item -> isPriced(own, item)));
        return new CheckedSale(payment, kept, purpose, Optional.of(purchase), List.copyOf(faults));
    }

    private static void note(EnumSet<SaleFault> faults, SaleFault fault, boolean found) {
        if (found) {
            faults.add(fault);
        }
    }

    private static Memo title(Map<Sku, MenuItem> own, PricedBasket.Item item) {
        MenuItem known = own.get(item.sku());
        return known == null ? Memo.EMPTY : known.title();
    }

    private static boolean isPriced(Map<Sku, MenuItem> own, PricedBasket.Item item) {
        MenuItem known = own.get(item.sku());
        return known != null && known.price().equals(item.price());
    }
}
