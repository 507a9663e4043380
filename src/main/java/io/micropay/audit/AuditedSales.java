package io.micropay.audit;

import io.micropay.ledger.ArchivedSale;
import io.micropay.ledger.ArchivedTransfer;
import io.micropay.money.PaymentOrder;
import io.micropay.money.PricedBasket;
import io.micropay.money.Purpose;
import io.micropay.shop.BasketHash;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sales that were paid with a part of the journal. The memo that its payer has signed holds the hash of what was
/// sold, so nobody can have changed a sale.
final class AuditedSales {

    private final String ledgerId;
    private final Map<Long, ArchivedSale> bySeq = new HashMap<>();

    /// @param ledgerId the fingerprint of the CA's key, which the hash covers
    AuditedSales(String ledgerId, List<ArchivedSale> sales) {
        this.ledgerId = ledgerId;
        sales.forEach(sale -> bySeq.put(sale.seq(), sale));
    }

    /// What is wrong with what was sold with this transfer, if anything was.
    Optional<String> problem(WalkedTransfer walked) {
        ArchivedSale sale = bySeq.get(walked.seq());
        return sale == null || isPaidBy(sale, walked)
                ? Optional.empty()
                : Optional.of("the sale on record for it is not what its payer has signed");
    }

    private boolean isPaidBy(ArchivedSale sale, WalkedTransfer walked) {
        ArchivedTransfer transfer = walked.transfer().row();
        return Arrays.equals(sale.payment(), transfer.id())
                && sale.buyer() == transfer.payer()
                && sale.merchant() == transfer.payee()
                && walked.transfer()
                        .payment()
                        .filter(payment -> isOf(sale, payment.order(), walked))
                        .isPresent();
    }

    private boolean isOf(ArchivedSale sale, PaymentOrder payment, WalkedTransfer walked) {
        Optional<PricedBasket> basket = PricedBasket.parse(sale.basket());
        return basket.isPresent()
                && basket.get().total().equals(payment.amount())
                && Purpose.of(payment.memo()) instanceof Purpose.Order purpose
                && purpose.order().text().equals(sale.order())
                && BasketHash.of(
                                ledgerId,
                                walked.payee().name(),
                                purpose.order(),
                                HexFormat.of().formatHex(sale.menuHash()),
                                basket.get())
                        .equals(purpose.basketHash());
    }
}
