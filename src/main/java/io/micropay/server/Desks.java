package io.micropay.server;

import io.micropay.crypto.RevokedKeys;
import io.micropay.ledger.Ledger;
import io.micropay.payment.AccountKeys;
import io.micropay.payment.OrderCheck;
import io.micropay.payment.PaymentProcessor;

/// Those who know the answers, each to requests of one kind.
record Desks(
        LoginDesk logins,
        TransferDesk transfers,
        Enrolment enrolment,
        EventDesk events,
        ShopDesk shops,
        SettlementDesk settlements) {

    /// @param enrolment whom the server certifies
    /// @param blocks those that are on their way
    static Desks of(
            ServedLedger served, EnrolmentPolicy enrolment, RevokedKeys revokedKeys, Blocks blocks, ServerLog log) {
        Ledger ledger = served.ledger();
        LedgerProfile profile = served.profile();
        var keys = new AccountKeys(revokedKeys::contains);
        var payments = new PaymentProcessor(profile.id(), ledger, keys, served.receipts());
        var orders = new OrderCheck(profile.id(), ledger, keys, served.receipts());
        var events = new EventDesk(ledger, new RelayDesk(ledger, keys, orders, log), log);
        var menus = new MenuDesk(ledger.shops(), keys, profile.authority(), blocks, log.shops());
        var shops = new ShopDesk(profile, ledger, served.receipts(), menus, log.shops());
        return new Desks(
                new LoginDesk(ledger, keys, new Presence(served.logins()), log),
                new TransferDesk(ledger, payments, served.receipts(), events, log),
                new Enrolment(enrolment, ledger, revokedKeys, log),
                events,
                shops,
                new SettlementDesk(served, keys, blocks, log));
    }

    RelayDesk relays() {
        return events.relays();
    }
}
