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

/// A shop's sales in the ledger's order, each told once: after a crash between the telling and its note, once more.
///
/// The ledger's history says what was paid, so nothing is missed that was paid while nobody was here.
public final class Sales {

    private final WalletSession session;
    private final Wallet wallet;
    private final OwnMenus menus;

    /// The last payment that was told in this session, even if that could not be noted.
    private long toldHere;

    /// @param session logged in as the merchant
    public Sales(WalletSession session, Wallet wallet) {
        this.session = session;
        this.wallet = wallet;
        this.menus = new OwnMenus(wallet);
    }

    /// Has a shop that has told of no sale yet begin with what comes from now on, and one of a ledger that was set back
    /// too: what its places in the ledger meant before, they mean no more.
    ///
    /// @return whether the ledger was set back, as by a backup that was restored
    public boolean begin() throws ConnectionException, IOException {
        OptionalLong told = wallet.shop().told();
        long newest = session.book().newest();
        boolean setBack = told.isPresent() && told.getAsLong() > newest;
        if (told.isEmpty() || setBack) {
            wallet.shop().told(newest);
        }
        return setBack;
    }

    /// What is to be seen of this merchant's shop.
    public ShopWatch watch(AccountName merchant) throws ConnectionException {
        return new ShopWatch(session.loggedIn(), menus, merchant);
    }

    /// Who is told of a sale.
    public interface Listener {

        /// Tells it.
        ///
        /// @throws IOException when it cannot be passed on; it is told again the next time
        void told(CheckedSale sale) throws IOException;
    }

    /// Tells of each sale that has not been told.
    ///
    /// @return false when the server is too busy to say what was sold: it is told the next time
    public boolean tell(Listener listener) throws ConnectionException, IOException {
        long told = Math.max(wallet.shop().told().orElse(0), toldHere);
        for (Receipt payment : session.book().receivedAfter(told)) {
            if (Purpose.of(payment.memo()) instanceof Purpose.Order order) {
                Optional<CheckedSale> sale = sale(payment, order);
                if (sale.isEmpty()) {
                    return false;
                }
                listener.told(sale.get());
            }
            toldHere = payment.seq();
            wallet.shop().told(toldHere);
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
