package io.micropay.server;

import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Recipient;
import io.micropay.crypto.SignedMessage;
import io.micropay.csv.CsvFault;
import io.micropay.ledger.Account;
import io.micropay.ledger.ShopOutcome;
import io.micropay.ledger.Shops;
import io.micropay.payment.AccountKeys;
import io.micropay.payment.RefusalReason;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuCsv;
import io.micropay.shop.ShopRefusal;
import io.micropay.wire.Block;
import io.micropay.wire.Response;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Takes whole menus in, and gives them out: each is signed by its merchant, and encrypted for whoever asks for it.
final class MenuDesk {

    /// Stands for the file as a whole where a fault is in none of its lines.
    static final int WHOLE_FILE = 0;

    private final Shops shops;
    private final AccountKeys keys;
    private final CmsVerifier verifier;
    private final Blocks blocks;
    private final MenuPace pace = new MenuPace();
    private final ShopLog log;

    /// @param authority the CA's certificate
    MenuDesk(Shops shops, AccountKeys keys, X509Certificate authority, Blocks blocks, ShopLog log) {
        this.shops = shops;
        this.keys = keys;
        this.verifier = new CmsVerifier(authority);
        this.blocks = blocks;
        this.log = log;
    }

    /// Lets the merchant send a menu, and publishes it.
    Response publish(Session session, Account merchant, Block block) throws IOException, InterruptedException {
        if (!blocks.enter(merchant)) {
            return Answers.refused(RefusalReason.BUSY);
        }
        try {
            Optional<byte[]> signed = session.receive(block);
            Response answer = signed.isPresent()
                    ? publish(merchant, signed.get())
                    : new Response.NotPublished(WHOLE_FILE, Blocks.ANOTHER);
            if (answer instanceof Response.NotPublished fault) {
                log.notPublished(merchant, fault);
            }
            return answer;
        } finally {
            blocks.leave(merchant);
        }
    }

    private Response publish(Account merchant, byte[] signed) throws InterruptedException {
        try {
            SignedMessage message = verifier.verify(signed, keys.of(merchant));
            return publish(merchant, MenuCsv.read(message.content()), signed);
        } catch (CryptoException notSigned) {
            return new Response.NotPublished(WHOLE_FILE, String.valueOf(notSigned.getMessage()));
        } catch (CsvFault noMenu) {
            return new Response.NotPublished(noMenu.line(), noMenu.reason());
        }
    }

    private Response publish(Account merchant, Menu menu, byte[] signed) throws InterruptedException {
        return switch (pace.inTurn(() -> shops.publish(merchant, menu, signed))) {
            case ShopOutcome.Done done -> {
                log.published(merchant, menu);
                yield new Response.Published(menu.hash());
            }
            case ShopOutcome.Refused refused -> ShopDesk.refused(refused.refusal());
            case ShopOutcome.Busy busy -> Answers.refused(RefusalReason.BUSY);
        };
    }

    /// Sends a shop's menu to whoever is logged in here.
    Response send(Session session, Account asker, Account merchant) {
        if (!blocks.enter(asker)) {
            return Answers.refused(RefusalReason.BUSY);
        }
        boolean leaving = false;
        try {
            Optional<byte[]> signed = shops.signedMenu(merchant);
            if (signed.isEmpty()) {
                return ShopDesk.refused(ShopRefusal.NO_SHOP);
            }
            byte[] sealed = sealed(signed.get(), session.certificate().orElseThrow());
            session.follow(new OutgoingBlock(sealed, () -> blocks.leave(asker)));
            leaving = true;
            return new Response.MenuBlock(Block.of(sealed));
        } finally {
            if (!leaving) {
                blocks.leave(asker);
            }
        }
    }

    /// For the key of the connection. An Ed25519 key cannot be encrypted for, and what is signed is no secret.
    private static byte[] sealed(byte[] signed, X509Certificate certificate) {
        try {
            Optional<Recipient> recipient = Recipient.of(certificate);
            return recipient.isPresent() ? CmsEnvelopes.seal(signed, recipient.get()) : signed;
        } catch (CryptoException impossible) {
            throw new IllegalStateException("a menu that was taken in does not go out", impossible);
        }
    }
}
