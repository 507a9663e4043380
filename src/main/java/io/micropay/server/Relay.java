package io.micropay.server;

import io.micropay.jfr.RelayEvent;
import io.micropay.ledger.Account;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.wire.Response;

/// An order that the server has put before its payee. Each is itself alone, whatever another holds.
final class Relay {

    private final Account payer;
    private final Account payee;
    private final PaymentOrder order;
    private final Base64Url payerSignature;
    private final RelayEvent event = new RelayEvent();

    Relay(Account payer, Account payee, PaymentOrder order, Base64Url payerSignature) {
        this.payer = payer;
        this.payee = payee;
        this.order = order;
        this.payerSignature = payerSignature;
        event.begin();
    }

    /// An id belongs to its payer.
    record Key(Account payer, PaymentId id) {}

    Key key() {
        return new Key(payer, order.id());
    }

    Account payer() {
        return payer;
    }

    Account payee() {
        return payee;
    }

    PaymentOrder order() {
        return order;
    }

    Base64Url payerSignature() {
        return payerSignature;
    }

    /// Milliseconds since 1970.
    long expiresAt() {
        return order.expires().epochMillis();
    }

    /// Tells the flight recorder how the wait ended.
    void ended(Response outcome) {
        event.id = order.id().toString();
        event.outcome = switch (outcome) {
            case Response.TransFailed failed -> failed.reason();
            case Response.Declined declined -> "DECLINED: " + declined.reason();
            default -> "COMMITTED";
        };
        event.commit();
    }
}
