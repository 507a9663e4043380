package io.micropay.client.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.Recipient;
import io.micropay.crypto.VerificationKey;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestMenus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Menus as they come from a server that nobody trusts.
class SignedMenusTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static final String CSV = "\uFEFF" + TestMenus.HEADER + "tea,,\"Thé, vert\",1.50,5\r\n";

    private final byte[] signed = new TestMenus(CERTIFICATES).signed("Mel", CSV.getBytes(UTF_8));
    private final VerificationKey mel = CERTIFICATES.account("Mel").verificationKey();

    private static byte[] sealed(byte[] content, Identity recipient) throws CryptoException {
        return CmsEnvelopes.seal(content, Recipient.of(recipient.certificate()).orElseThrow());
    }

    private static ShopAnswer<SignedMenu> open(byte[] block, Identity own, VerificationKey merchant, String hash)
            throws CryptoException {
        return new SignedMenus(own).open(block, merchant, hash);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"RSA_2048", "P256", "ED25519"})
    void menuIsTheMerchantsBytes(KeyKind kind) throws Exception {
        Identity own = CERTIFICATES.account("Reader" + kind, kind);
        byte[] block = kind == KeyKind.ED25519 ? signed : sealed(signed, own);

        SignedMenu menu = ((ShopAnswer.Given<SignedMenu>) open(block, own, mel, TestMenus.hash(CSV))).value();

        assertThat(menu.csv()).isEqualTo(CSV.getBytes(UTF_8));
        assertThat(menu.menu().items().getLast().title().text()).isEqualTo("Thé, vert");
    }

    /// The server can give out nothing but the menu that the shop shows, by its merchant.
    @Test
    void nothingButTheShopsMenuIsTaken() throws Exception {
        Identity own = CERTIFICATES.account("Joanne");
        byte[] block = sealed(signed, own);
        assertThatThrownBy(() -> open(block, own, CERTIFICATES.account("Ben").verificationKey(), TestMenus.hash(CSV)))
                .isInstanceOf(CryptoException.class)
                .hasMessageContaining("not with the key expected");
        assertThatThrownBy(() -> open(block, CERTIFICATES.account("Ben"), mel, TestMenus.hash(CSV)))
                .hasMessage("the message cannot be opened");
        assertThatThrownBy(() -> open(signed, own, mel, TestMenus.hash(CSV)))
                .as("not encrypted")
                .hasMessage("the message cannot be opened");
        assertThat(open(block, own, mel, TestMenus.hash(CSV + "x")))
                .isEqualTo(new ShopAnswer.Untrue<SignedMenu>("it is another menu than the shop shows"));
        String noMenu = TestMenus.HEADER + "tea,,Tea,free,5\n";
        byte[] faulty = sealed(new TestMenus(CERTIFICATES).signed("Mel", noMenu.getBytes(UTF_8)), own);
        assertThat(((ShopAnswer.Untrue<SignedMenu>) open(faulty, own, mel, TestMenus.hash(noMenu))).why())
                .startsWith("line 2 of it is no menu's: column 4, price");
    }

    @Test
    void oneFlippedBitAnywhereIsRefused() throws Exception {
        Identity own = CERTIFICATES.account("Joanne");
        assertEachFlipIsRefused(sealed(signed, own), own);
        assertEachFlipIsRefused(signed, CERTIFICATES.account("Signer", KeyKind.ED25519));
    }

    private void assertEachFlipIsRefused(byte[] block, Identity reader) {
        for (int position = 0; position < block.length; position += 7) {
            byte[] changed = block.clone();
            changed[position] ^= (byte) (1 << position % 8);
            assertThatThrownBy(() -> open(changed, reader, mel, TestMenus.hash(CSV)))
                    .as("byte %d", position)
                    .isInstanceOf(CryptoException.class);
        }
    }
}
