package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.FileTroubles;
import io.micropay.client.Keeping;
import io.micropay.client.KnownAccount;
import io.micropay.client.Obstacle;
import io.micropay.client.PaymentResult;
import io.micropay.client.StoredReceipt;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.client.shop.Buyer;
import io.micropay.client.shop.Offer;
import io.micropay.money.AccountName;
import io.micropay.money.PaymentOrder;
import io.micropay.payment.Receipt;
import io.micropay.shop.Purchase;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.Optional;

/// Has something bought: the shop's offer is computed anew, confirmed, paid, and kept beside the receipt.
public final class BuyingDesk {

    private final Wallet wallet;
    private final WalletSession session;
    private final ShopWay way;
    private final PurchaseDesk purchases;
    private final Dialogue dialogue;

    BuyingDesk(Wallet wallet, WalletSession session, ShopWay way, Dialogue dialogue) {
        this.wallet = wallet;
        this.session = session;
        this.way = way;
        this.purchases = new PurchaseDesk(wallet, way);
        this.dialogue = dialogue;
    }

    /// Buys, and says what was bought. What was bought under the same name before is not bought again.
    ///
    /// @throws CancelledException when the person takes the command back
    public Outcome.Bought buy(Wish wish) throws CommandFailedException, CancelledException {
        AccountName merchant = merchant(wish);
        Optional<Outcome.Bought> earlier = earlier(merchant, wish);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        requireSomebodyToConfirm(wish);
        Offer offer = way.ask(server -> new Buyer(server, session.ledger().id().hex()).offer(merchant, wish.basket()));
        requireFirst(merchant, wish);
        dialogue.tell(ShopSentences.offer(offer));
        confirm(wish, offer);
        keepQuoted(offer);
        PaymentDesk payments = new PaymentDesk(session, heading -> {}, dialogue::tell);
        PaymentResult.Paid paid =
                payments.pay(offer.intent(wish.anyway(), wish.id())).payment();
        keep(paid, offer.purchase());
        return new Outcome.Bought(paid, offer.purchase());
    }

    /// The merchant in the registered spelling, which is the one that is signed.
    private AccountName merchant(Wish wish) throws CommandFailedException {
        if (session.account().filter(wish.merchant()::equals).isPresent()) {
            throw new CommandFailedException(Kind.USAGE, "nobody can buy from themselves");
        }
        return asked(() -> session.account(wish.merchant()))
                .map(KnownAccount::name)
                .orElseThrow(() -> Failures.of(new Response.ShopFailed("NO_SHOP", Optional.empty())));
    }

    private void requireSomebodyToConfirm(Wish wish) throws CommandFailedException {
        if (!wish.sure() && !dialogue.isPerson()) {
            throw new CommandFailedException(Kind.USAGE, ShopSentences.NOBODY_TO_CONFIRM, ShopSentences.CONFIRM_HINT);
        }
    }

    private void confirm(Wish wish, Offer offer) throws CommandFailedException, CancelledException {
        if (wish.sure()) {
            return;
        }
        if (!dialogue.confirm(ShopSentences.confirm(offer, session.ledger().unit()))) {
            throw new CommandFailedException(Kind.REFUSED, "nothing was bought");
        }
    }

    /// What was bought under this name before.
    private Optional<Outcome.Bought> earlier(AccountName merchant, Wish wish) throws CommandFailedException {
        if (wish.id().isEmpty()) {
            return Optional.empty();
        }
        Optional<StoredReceipt> stored =
                asked(() -> session.book().paid(wish.id().get()));
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        Receipt receipt = stored.get().receipt();
        Optional<Purchase> bought = purchases.complete(stored.get());
        if (!receipt.payee().equals(merchant)
                || bought.filter(purchase -> purchase.basket().basket().equals(wish.basket()))
                        .isEmpty()) {
            throw Failures.of(new PaymentResult.NotPaid(
                    new Obstacle.IdTaken(receipt.order().orElseThrow())));
        }
        receipt.order().ifPresent(session::heardOf);
        Keeping keeping = new Keeping.Kept(stored.get().file(), false);
        return Optional.of(new Outcome.Bought(new PaymentResult.Paid(receipt, keeping), bought.get()));
    }

    /// A run that was cut off may have paid for the same. The shop has made another order of it then, which the rules
    /// about orders would not notice. What is paid from now on is of the order that was just quoted.
    private void requireFirst(AccountName merchant, Wish wish) throws CommandFailedException {
        for (PaymentOrder order : asked(() -> session.paidUnheardOf(merchant))) {
            Optional<Purchase> bought = purchases.of(order);
            if (bought.filter(purchase -> purchase.basket().basket().equals(wish.basket()))
                    .isPresent()) {
                session.heardOf(order);
                if (!wish.anyway()) {
                    throw Failures.of(new PaymentResult.NotPaid(new Obstacle.SameOrderPaid(order)));
                }
            }
        }
    }

    /// The titles of what is bought are known now, and to nobody who is asked afterwards.
    private void keepQuoted(Offer offer) throws CommandFailedException {
        try {
            wallet.purchases().keepQuoted(offer.basketHash(), offer.purchase());
        } catch (IOException unwritable) {
            throw new CommandFailedException(
                    Kind.CANNOT_CREATE,
                    "nothing was bought: what was quoted cannot be kept: " + FileTroubles.detail(unwritable));
        }
    }

    /// The payment is made, whatever becomes of this.
    private void keep(PaymentResult.Paid paid, Purchase purchase) {
        if (paid.keeping() instanceof Keeping.Kept kept) {
            try {
                wallet.purchases().keep(new StoredReceipt(kept.file(), paid.receipt()), purchase);
            } catch (IOException notWritten) {
                dialogue.tell(ShopSentences.NOT_KEPT + ": " + FileTroubles.detail(notWritten));
            }
        }
    }
}
