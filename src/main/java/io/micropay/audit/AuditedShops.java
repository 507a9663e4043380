package io.micropay.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.micropay.audit.WrongRow.Table;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.UnsupportedKeyException;
import io.micropay.crypto.VerificationKey;
import io.micropay.csv.CsvFault;
import io.micropay.ledger.ArchivedItem;
import io.micropay.ledger.ArchivedShop;
import io.micropay.money.Sha256Text;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuCsv;
import io.micropay.shop.MenuItem;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The shops: each sells what its merchant has signed with the key of his account, at his prices. How much of it there
/// is nobody has signed.
final class AuditedShops {

    private static final String ANOTHER_MENU = "it is said to have another menu than its merchant has signed";
    private static final String NO_ITEMS = "";

    private final Accounts accounts;

    /// What merchants have signed and what is for sale, by the merchants' numbers: a hash over all items in their
    /// order, since menus are large.
    private final Map<Long, Optional<String>> signed = new LinkedHashMap<>();
    private final Map<Long, String> forSale = new LinkedHashMap<>();

    private Optional<WrongRow> firstWrong = Optional.empty();

    AuditedShops(Accounts accounts) {
        this.accounts = accounts;
    }

    void add(ArchivedShop row) {
        Optional<AuditedAccount> merchant = accounts.person(row.merchant());
        if (merchant.isEmpty()) {
            note(row.merchant(), "there is no such account");
            return;
        }
        if (!Arrays.equals(row.sortKey(), merchant.get().name().key().getBytes(US_ASCII))) {
            note(row.merchant(), "it is found under another name than its merchant's");
        }
        if (row.open() != 0 && row.open() != 1) {
            note(row.merchant(), "it is neither open nor closed");
        }
        signed.put(row.merchant(), signedItems(row, merchant.get()));
    }

    /// The hash of what the merchant has signed; empty where nobody can tell.
    private Optional<String> signedItems(ArchivedShop row, AuditedAccount merchant) {
        try {
            byte[] csv = CmsVerifier.content(row.menu(), VerificationKey.decode(merchant.publicKey()));
            if (!HexFormat.of().formatHex(row.menuHash()).equals(Sha256Text.of(csv))) {
                note(row.merchant(), ANOTHER_MENU);
            }
            return items(row, csv);
        } catch (UnsupportedKeyException notAKey) {
            note(row.merchant(), "its merchant's key is none that an account can have");
        } catch (CryptoException untrue) {
            note(row.merchant(), "its menu is not true: " + untrue.getMessage());
        }
        return Optional.empty();
    }

    private Optional<String> items(ArchivedShop row, byte[] csv) {
        try {
            Menu menu = MenuCsv.read(csv);
            if (row.items() != menu.items().size()) {
                note(row.merchant(), ANOTHER_MENU);
            }
            return Optional.of(hash(menu));
        } catch (CsvFault fault) {
            // Its merchant has signed it, and an earlier version may have taken what this one does not.
            return Optional.empty();
        }
    }

    private static String hash(Menu menu) {
        String items = NO_ITEMS;
        int place = 0;
        for (MenuItem item : menu.items()) {
            place++;
            items = followed(
                    items,
                    place,
                    item.sku().text(),
                    item.category().toString(),
                    item.title().toString(),
                    item.price().amount().micros());
        }
        return items;
    }

    void add(ArchivedItem row) {
        if (row.onHand() < 0) {
            note(row.merchant(), "less than nothing is on hand of its item " + row.sku());
        }
        String before = forSale.getOrDefault(row.merchant(), NO_ITEMS);
        forSale.put(row.merchant(), followed(before, row.place(), row.sku(), row.category(), row.title(), row.price()));
    }

    /// A row with a comma in one of its fields has more of them than any item of a menu.
    private static String followed(String items, long place, String sku, String category, String title, long price) {
        String all = String.join(",", items, Long.toString(place), sku, category, title, Long.toString(price));
        return Sha256Text.of(all.getBytes(UTF_8));
    }

    private void note(long merchant, String problem) {
        if (firstWrong.isEmpty()) {
            firstWrong = Optional.of(wrong(merchant, problem));
        }
    }

    private WrongRow wrong(long merchant, String problem) {
        return new WrongRow(Table.SHOP, merchant, accounts.name(merchant), problem);
    }

    int size() {
        return signed.size();
    }

    /// The first shop that is wrong by itself, or that sells something else than was signed.
    Optional<WrongRow> firstWrong() {
        return firstWrong
                .or(() -> signed.entrySet().stream()
                        .filter(shop -> shop.getValue().isPresent()
                                && !shop.getValue().get().equals(forSale.get(shop.getKey())))
                        .findFirst()
                        .map(shop -> wrong(shop.getKey(), "what it sells is not what its merchant has signed")))
                .or(() -> forSale.keySet().stream()
                        .filter(merchant -> !signed.containsKey(merchant))
                        .findFirst()
                        .map(merchant -> wrong(merchant, "it has items on sale, and is missing")));
    }
}
