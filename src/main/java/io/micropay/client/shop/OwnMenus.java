package io.micropay.client.shop;

import io.micropay.client.Wallet;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.csv.CsvFault;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuCsv;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The menus that this wallet has signed and kept, each by its hash. The last one is remembered: most sales are of it.
final class OwnMenus {

    private final Wallet wallet;
    private volatile @Nullable Menu last;

    OwnMenus(Wallet wallet) {
        this.wallet = wallet;
    }

    /// The menu with this hash; empty when this wallet has none, or its file is not what was signed.
    Optional<Menu> find(String hash) throws IOException {
        Menu known = last;
        if (known != null && known.hash().equals(hash)) {
            return Optional.of(known);
        }
        Optional<byte[]> signed = wallet.shop().menu(hash);
        Optional<Menu> found =
                signed.flatMap(this::read).filter(menu -> menu.hash().equals(hash));
        found.ifPresent(menu -> last = menu);
        return found;
    }

    private Optional<Menu> read(byte[] signed) {
        try {
            byte[] csv = new CmsVerifier(wallet.identity().authority())
                    .verify(signed, wallet.identity().verificationKey())
                    .content();
            return Optional.of(MenuCsv.read(csv));
        } catch (CryptoException | CsvFault damaged) {
            return Optional.empty();
        }
    }
}
