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
/// sold, so nobody can have changed a sale; and since a payment whose memo names an order is not committed without its
/// sale, nobody can have taken one away.
final class AuditedSales {

    private final String ledgerId;
    private final long start;
    private final Map<Long, ArchivedSale> bySeq = new HashMap<>();

    /// @param ledgerId the fingerprint of the CA's key, which the hash covers
    /// @param start the transfer behind which every payment whose memo names an order has its sale
    AuditedSales(String ledgerId, long start, List<ArchivedSale> sales) {
        this.ledgerId = ledgerId;
        this.start = start;
        sales.forEach(sale -> bySeq.put(sale.seq(), sale));
    }

    /// What is wrong with what was sold with this transfer, or should have been.
    Optional<String> problem(WalkedTransfer walked) {
        ArchivedSale sale = bySeq.get(walked.seq());
        if (sale == null) {
            return walked.seq() > start && isForAnOrder(walked)
                    ? Optional.of("its memo names an order, and there is no sale on record for it")
                    : Optional.empty();
        }
        return isPaidBy(sale, walked)
                ? Optional.empty()
                : Optional.of("the sale on record for it is not what its payer has signed");
    }

    private static boolean isForAnOrder(WalkedTransfer walked) {
        return walked.transfer()
                .payment()
                .filter(payment -> Purpose.of(payment.order().memo()) instanceof Purpose.Order)
                .isPresent();
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
