package io.micropay.ledger;

import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;

/// A payment whose signatures have been verified, as it is handed to the ledger.
///
/// @param payer the account that `order` names as payer, in whatever case
/// @param payee the account that `order` names as payee, another than the payer
public record Transfer(
        Account payer, Account payee, PaymentOrder order, Base64Url payerSignature, Base64Url payeeSignature) {

    public Transfer {
        if (payer == payee || payer.isTreasury() || payee.isTreasury()) {
            throw new IllegalArgumentException("no transfer between people: " + payer + " to " + payee);
        }
        if (!payer.name().equals(order.payer()) || !payee.name().equals(order.payee())) {
            throw new IllegalArgumentException("the order is between others than " + payer + " and " + payee);
        }
        if (order.amount().isZero()) {
            throw new IllegalArgumentException("a transfer of nothing");
        }
        if (payerSignature.isEmpty() || payeeSignature.isEmpty()) {
            throw new IllegalArgumentException("a transfer without a signature");
        }
    }
}
