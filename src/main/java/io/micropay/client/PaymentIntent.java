package io.micropay.client;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import java.util.Optional;

/// What a payer wants to be paid, before there is an order.
///
/// @param anyway whether to sign an order although one of the same payee, amount and memo is open, or was paid after an
/// earlier run had left it
/// @param id the payer's own name for the payment: however often it is asked for under that name, it is paid once;
/// empty for a new payment
/// @param at where the payee listens, if the payer knows it; empty to look it up in the list, which takes a login
/// @param refunds what it pays back; empty for any other payment
public record PaymentIntent(
        AccountName payee,
        Amount amount,
        Memo memo,
        boolean anyway,
        Optional<PaymentId> id,
        Optional<ServerAddress> at,
        Optional<Refundable> refunds) {

    /// A new payment to a payee who is in the list.
    public PaymentIntent(AccountName payee, Amount amount, Memo memo, boolean anyway) {
        this(payee, amount, memo, anyway, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Pays back a payment, or a part of it.
    static PaymentIntent refund(Refundable refunded, Amount amount, boolean anyway) {
        return new PaymentIntent(
                refunded.original().payer(),
                amount,
                refunded.memo(),
                anyway,
                Optional.empty(),
                Optional.empty(),
                Optional.of(refunded));
    }

    /// The same under a name of the payer's, straight to where the payee listens.
    public PaymentIntent named(Optional<PaymentId> name, Optional<ServerAddress> place) {
        return new PaymentIntent(payee, amount, memo, anyway, name, place, refunds);
    }

    /// Whether an order is for the same.
    boolean isOf(PaymentOrder order) {
        return order.isFor(payee, memo) && order.amount().equals(amount);
    }
}
