package io.micropay.client.shop;

import io.micropay.client.ConnectionException;
import io.micropay.client.PaymentResult;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.money.AccountName;
import io.micropay.money.Purpose;
import io.micropay.payment.Receipt;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A shop's sales in the ledger's order, each told once: after a crash between the telling and its note, once more.
///
/// The ledger's history says what was paid, so nothing is missed that was paid while nobody was here.
public final class Sales {

    private final WalletSession session;
    private final Wallet wallet;
    private final OwnMenus menus;

    /// @param session logged in as the merchant
    public Sales(WalletSession session, Wallet wallet) {
        this.session = session;
        this.wallet = wallet;
        this.menus = new OwnMenus(wallet);
    }

    /// Has a shop that has told of no sale yet begin with what comes from now on.
    public void begin() throws ConnectionException, IOException {
        if (wallet.shop().told().isEmpty()) {
            wallet.shop().told(session.book().newest());
        }
    }

    /// What is to be seen of this merchant's shop.
    public ShopWatch watch(AccountName merchant) throws ConnectionException {
        return new ShopWatch(session.loggedIn(), menus, merchant);
    }

    /// Tells of each sale that has not been told.
    ///
    /// @return false when the server is too busy to say what was sold: it is told the next time
    public boolean tell(Consumer<CheckedSale> listener) throws ConnectionException, IOException {
        OptionalLong told = wallet.shop().told();
        for (Receipt payment : session.book().receivedAfter(told.orElse(0))) {
            if (Purpose.of(payment.memo()) instanceof Purpose.Order order) {
                Optional<CheckedSale> sale = sale(payment, order);
                if (sale.isEmpty()) {
                    return false;
                }
                listener.accept(sale.get());
            }
            wallet.shop().told(payment.seq());
        }
        return true;
    }

    /// @return empty when the server is too busy
    private Optional<CheckedSale> sale(Receipt payment, Purpose.Order order) throws ConnectionException, IOException {
        Response answer = BusyServer.ask(() -> session.loggedIn().ask(new Request.Receipt(payment.id())));
        if (BusyServer.isBusy(answer)) {
            return Optional.empty();
        }
        Optional<PaymentResult.Paid> kept = session.book().keep(payment);
        if (!(answer instanceof Response.Receipt told)) {
            return Optional.of(CheckedSale.untold(payment, kept, order));
        }
        String ledger = session.ledger().id().hex();
        return Optional.of(CheckedSale.of(payment, kept, order, told, ledger, menus.find(told.menuHash())));
    }
}
