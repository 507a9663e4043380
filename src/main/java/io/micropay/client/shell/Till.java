package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.FileTroubles;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.client.shop.CheckedSale;
import io.micropay.client.shop.Sales;
import io.micropay.client.shop.ShopWatch;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Sku;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A merchant's till: shows each sale as it happens, and those that happened while nobody was here.
///
/// A payment that comes in is only the sign to look: what is shown is what the ledger has.
public final class Till implements Attendant {

    private final Wallet wallet;
    private final Dialogue dialogue;
    private final Consumer<Outcome.Sold> sold;
    private final ReentrantLock telling = new ReentrantLock();
    private @Nullable Present present;

    /// These two are touched by the thread alone that logs in.
    private final ShopNews news;

    private @Nullable ShopWatch watched;
    private volatile boolean untrue;

    /// @param dialogue is told what happens beside the sales
    /// @param sold is told of each sale
    public Till(Wallet wallet, Dialogue dialogue, Consumer<Outcome.Sold> sold) {
        this.wallet = wallet;
        this.dialogue = dialogue;
        this.sold = sold;
        this.news = new ShopNews(dialogue);
    }

    private record Present(WalletSession session, Sales sales, ShopWatch shop) {}

    /// Whether all that was sold was what had been signed.
    public boolean allWasTrue() {
        return !untrue;
    }

    @Override
    public void arrived(WalletSession session) throws CommandFailedException {
        Question.asked(() -> {
            AccountName merchant = session.account().orElseThrow();
            Sales sales = new Sales(session, wallet);
            Present here = new Present(session, sales, sales.watch(merchant));
            tellOfShelves(here, begin(here));
            news.look(here.shop());
            watched = here.shop();
            return here;
        });
    }

    private Set<Sku> begin(Present here) throws ConnectionException, IOException {
        telling.lock();
        try {
            if (here.sales().begin()) {
                dialogue.tell(ShopkeeperSentences.SET_BACK);
            }
            present = here;
            return tell(here);
        } finally {
            telling.unlock();
        }
    }

    /// Whether the shop is still as it was, or was closed meanwhile by another program of the merchant's.
    @Override
    public void lookAround() {
        ShopWatch shop = watched;
        if (shop == null) {
            return;
        }
        try {
            news.look(shop);
        } catch (ConnectionException lost) {
            // The next login looks again.
        } catch (IOException failure) {
            dialogue.tell(ShopkeeperSentences.notSeen(FileTroubles.detail(failure)));
        }
    }

    /// Payments that come in at one moment wait for each other, so that each is told once. One that comes in before
    /// [#arrived] is told there.
    @Override
    public void received(Outcome.Received payment) {
        try {
            tellWhatIsNew();
        } catch (ConnectionException lost) {
            // A sale that is not told yet is told after the next login.
        } catch (IOException failure) {
            dialogue.tell(ShopkeeperSentences.notTold(FileTroubles.detail(failure)));
        }
    }

    private void tellWhatIsNew() throws ConnectionException, IOException {
        Present here;
        Set<Sku> items;
        telling.lock();
        try {
            here = present;
            items = here == null ? Set.of() : tell(here);
        } finally {
            telling.unlock();
        }
        if (here != null) {
            tellOfShelves(here, items);
        }
    }

    /// @return the items that were sold
    private Set<Sku> tell(Present here) throws ConnectionException, IOException {
        Set<Sku> items = new HashSet<>();
        boolean all = here.sales().tell(sale -> {
            tell(here, sale);
            sale.purchase().ifPresent(purchase -> purchase.basket().items().forEach(item -> items.add(item.sku())));
        });
        if (!all) {
            dialogue.tell(ShopkeeperSentences.NOT_TOLD_YET);
        }
        return items;
    }

    /// Which of the items just sold are sold out. The next sale does not wait for this.
    private void tellOfShelves(Present here, Set<Sku> items) throws ConnectionException, IOException {
        if (!items.isEmpty()) {
            here.shop().soldOut(items).forEach(item -> dialogue.tell(ShopkeeperSentences.soldOut(item)));
        }
    }

    private void tell(Present here, CheckedSale sale) throws IOException {
        untrue |= !sale.isTrue();
        sold.accept(new Outcome.Sold(sale, balance(here.session())));
        if (!dialogue.isHeard()) {
            throw new IOException(Failures.UNHEARD);
        }
    }

    private static Optional<Amount> balance(WalletSession session) {
        try {
            return session.balance() instanceof Response.Balance balance
                    ? Optional.of(balance.amount())
                    : Optional.empty();
        } catch (ConnectionException lost) {
            return Optional.empty();
        }
    }
}
