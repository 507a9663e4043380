package io.micropay.client.shop;

import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.Recipient;
import io.micropay.crypto.SignedMessage;
import io.micropay.crypto.VerificationKey;
import io.micropay.csv.CsvFault;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuCsv;

/// Opens whole menus: each is encrypted for the wallet's key, around what the merchant has signed.
///
/// Whoever has one in hand need not trust the server that gave it out: it is the merchant's, to the last bit.
public final class SignedMenus {

    private final Identity own;

    public SignedMenus(Identity own) {
        this.own = own;
    }

    /// Opens a menu, and verifies all of it.
    ///
    /// @param merchant the key that must have signed it
    /// @param hash the menu that the shop shows
    /// @throws CryptoException when it is damaged, another's, or not of the form
    public ShopAnswer<SignedMenu> open(byte[] block, VerificationKey merchant, String hash) throws CryptoException {
        // Nobody can encrypt for a key that only signs: it gets the signed menu as it is.
        byte[] signed = Recipient.of(own.certificate()).isPresent() ? CmsEnvelopes.open(block, own) : block;
        SignedMessage message = new CmsVerifier(own.authority()).verify(signed, merchant);
        try {
            Menu menu = MenuCsv.read(message.content());
            return menu.hash().equals(hash)
                    ? new ShopAnswer.Given<>(new SignedMenu(menu, message.content(), message.signedAt()))
                    : new ShopAnswer.Untrue<>("it is another menu than the shop shows");
        } catch (CsvFault noMenu) {
            return new ShopAnswer.Untrue<>("line " + noMenu.line() + " of it is no menu's: " + noMenu.reason());
        }
    }
}
