package io.micropay.client;

import io.micropay.files.PrivateFiles;
import io.micropay.money.Memo;
import io.micropay.money.PricedBasket;
import io.micropay.money.Sha256Text;
import io.micropay.shop.Purchase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What one account is about to buy, kept from before an order for it is signed until it stands with the receipt.
///
/// A wallet that ends in between, however it ends, finds here what its buyer has seen: the titles too, which the server
/// does not tell afterwards. Most of what was not paid is never asked for again, and the oldest go first.
///
/// A file is named for the hash of the basket, and says the menu's hash, the basket, and each title on a line.
final class QuotedPurchases {

    private static final String SUFFIX = ".quoted";

    /// The latest. Older ones are told without titles, as by any other wallet.
    private static final int QUOTED_MAX = 100;

    /// Several times the longest: 64 items and their titles.
    private static final int BYTES_MAX = 65_536;

    private final Path folder;

    QuotedPurchases(Path folder) {
        this.folder = folder;
    }

    /// Keeps it, durably.
    ///
    /// @param basketHash lower-case hex; what binds the payment to the purchase
    void keep(String basketHash, Purchase purchase) throws IOException {
        String titles = purchase.titles().stream().map(title -> title + "\n").collect(Collectors.joining());
        PrivateFiles.createDurableFolder(folder);
        PrivateFiles.replace(
                folder, basketHash + SUFFIX, purchase.menuHash() + "\n" + purchase.basket() + "\n" + titles);
        KeptFiles.forgetOldest(folder, SUFFIX, QUOTED_MAX);
    }

    /// What was quoted under this hash; whoever uses it checks that it has the hash.
    ///
    /// @param basketHash of the form, so that it names a file in the folder
    /// @return empty when there is none, or its file is damaged
    Optional<Purchase> find(String basketHash) throws IOException {
        try (InputStream in = Files.newInputStream(file(basketHash))) {
            return parse(new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (NoSuchFileException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<Purchase> parse(List<String> lines) {
        if (lines.size() < 2 || !Sha256Text.isOfTheForm(lines.getFirst())) {
            return Optional.empty();
        }
        List<Memo> titles = lines.stream()
                .skip(2)
                .flatMap(line -> Memo.parse(line).stream())
                .toList();
        return PricedBasket.parse(lines.get(1))
                .filter(basket -> titles.size() == basket.items().size() && titles.size() == lines.size() - 2)
                .map(basket -> new Purchase(lines.getFirst(), basket, titles));
    }

    /// It stands with the receipt now.
    void forget(String basketHash) throws IOException {
        Files.deleteIfExists(file(basketHash));
    }

    private Path file(String basketHash) {
        return folder.resolve(basketHash + SUFFIX);
    }
}
