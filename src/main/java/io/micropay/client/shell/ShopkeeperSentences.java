package io.micropay.client.shell;

import io.micropay.client.shop.CheckedSale;
import io.micropay.client.shop.SaleFault;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuItem;
import io.micropay.wire.Response;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a merchant reads of his own shop; the others stand in [Sentences].
final class ShopkeeperSentences {

    static final String NOT_TOLD_YET =
            "-> The server is too busy to say what was sold: it is shown with the next sale.";

    static final String SET_BACK =
            "-> The ledger has less than this till has shown: a backup was restored. history shows what was sold since.";

    static final String NOTHING_TO_SELL =
            "-> You have no shop yet: shop publish FILE opens it, also while this till is open.";

    static final String CLOSED =
            "-> Your shop is closed, so nobody can order: shop open opens it, also while this till is open.";

    static final String OPEN_NOW = "-> People can order in your shop now.";

    private ShopkeeperSentences() {}

    static String menuOfAnother(String hash) {
        return "-> The shop shows a menu that this wallet has not published, so its sales cannot be checked: " + hash
                + "\n   (shop publish FILE publishes one that can)";
    }

    static String setAside(Path changed) {
        return "-> The file that was kept for this day has been changed since, and is not sent. It lies in\n   "
                + changed + "\n   and the day's file is made anew of your receipts.";
    }

    /// What is wrong with a menu, where there is one: the place in the file comes first.
    ///
    /// @param line 0 for the file as a whole
    static String fault(Path file, int line, String reason) {
        if (line == 0) {
            return file + ": " + reason;
        }
        return file + ", line " + line + (reason.startsWith("column ") ? ", " : ": ") + reason;
    }

    static String published(Outcome.Published published) {
        Menu menu = published.menu();
        int categories = categories(menu);
        return "-> Published " + Counted.of(menu.items().size(), "item")
                + (categories == 0 ? "" : " in " + Counted.of(categories, "category", "categories")) + " as "
                + published.merchant() + ".\n-> The menu's hash is " + menu.hash();
    }

    /// How many categories a menu has.
    static int categories(Menu menu) {
        return (int) menu.items().stream()
                .map(item -> item.category().text())
                .filter(category -> !category.isEmpty())
                .distinct()
                .count();
    }

    static String opened(Outcome.Opened opened) {
        return opened.open()
                ? "-> The shop of " + opened.merchant() + " is open."
                : "-> The shop of " + opened.merchant() + " is closed; what was quoted can still be paid.";
    }

    static String stocked(Outcome.Stocked stocked) {
        return "-> From now on " + stocked.left() + " of " + stocked.sku() + " can be bought.";
    }

    /// That a till has handed out the last one, or somebody has ordered it.
    static String soldOut(MenuItem item) {
        String sku = item.sku().text();
        return "-> No more of " + sku + " (" + item.title().text() + ") can be bought: shop stock " + sku
                + " N lets people buy N more.";
    }

    /// Why nothing was done.
    static String because(Response.ShopFailed failed) {
        return switch (failed.reason()) {
            case "NO_SHOP" -> "you have no shop (SHOP FAIL NO_SHOP)";
            case "NO_ITEM" -> "your menu has no such item (SHOP FAIL NO_ITEM)";
            default -> "the server says no (SHOP FAIL " + Sentences.plain(failed.reason()) + ")";
        };
    }

    static @Nullable String hint(Response.ShopFailed failed) {
        return switch (failed.reason()) {
            case "NO_SHOP" -> "shop publish FILE opens one";
            case "NO_ITEM" -> "shop stock shows what there is";
            default -> null;
        };
    }

    static String notTold(String reason) {
        return "-> A sale cannot be shown: " + reason;
    }

    static String notSeen(String reason) {
        return "-> Whether your shop is open cannot be seen: " + reason;
    }

    /// What is printed for a sale.
    static String sold(Outcome.Sold sold) {
        CheckedSale sale = sold.sale();
        String balance = sold.balance().map(now -> ", your balance is " + now).orElse("");
        return "-> Sold to " + sale.payment().payer() + " for " + sale.payment().amount() + " at "
                + sale.payment().committedAt() + balance
                + sale.purchase()
                        .map(bought -> "\n" + ShopListings.purchase(bought))
                        .orElse("")
                + "\n  order " + sale.purpose().order() + ", payment "
                + sale.payment().id() + ", number "
                + sale.payment().seq() + " in the ledger"
                + (sale.isTrue() ? "" : "\n" + untrue(sale));
    }

    /// Loud: whoever hands out goods must not overlook it.
    private static String untrue(CheckedSale sale) {
        return sale.faults().stream()
                .map(ShopkeeperSentences::because)
                .map(fault -> "\n!!   " + fault)
                .collect(Collectors.joining(
                        "", "!! THIS SALE IS NOT TRUE: hand out nothing for it, keep its receipt", ""));
    }

    private static String because(SaleFault fault) {
        return switch (fault) {
            case NO_RECEIPT -> "the server does not say what was sold";
            case PROOF -> "the payment is not proved";
            case ORDER -> "the server names another order than the buyer has signed for";
            case BASKET -> "these are not the items and prices that the buyer has signed for";
            case TOTAL -> "the items cost something else than what was paid";
            case MENU -> "this wallet has published no menu of that hash: the prices cannot be checked";
            case PRICE -> "your menu has another price, or no such item";
        };
    }

    static String filed(Path file, Path report) {
        return "-> Sent in: " + file + "\n-> Signed report: " + report;
    }
}
