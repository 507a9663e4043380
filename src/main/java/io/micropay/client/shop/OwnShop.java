package io.micropay.client.shop;

import io.micropay.client.ConnectionException;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.crypto.CmsSigner;
import io.micropay.crypto.CryptoException;
import io.micropay.money.Sku;
import io.micropay.shop.Menu;
import io.micropay.wire.Block;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.time.Instant;

/// A merchant's own shop on the server. Every method needs a login.
public final class OwnShop {

    private final WalletSession session;
    private final Wallet wallet;

    public OwnShop(WalletSession session, Wallet wallet) {
        this.session = session;
        this.wallet = wallet;
    }

    /// Signs a menu and publishes it. It is kept first, so that a sale can be checked against it whatever happens next.
    ///
    /// @param csv what `menu` was read from
    /// @throws IOException when it cannot be kept; nothing was sent then
    public Response publish(Menu menu, byte[] csv) throws ConnectionException, CryptoException, IOException {
        byte[] signed = new CmsSigner(wallet.identity())
                .sign(csv, Instant.ofEpochMilli(session.ledger().now()));
        wallet.shop().keepMenu(menu.hash(), signed);
        Request.Publish publish = new Request.Publish(Block.of(signed));
        return BusyServer.ask(() -> session.upload(publish, signed).response());
    }

    /// Lets people buy, or not for now.
    public Response open(boolean open) throws ConnectionException {
        return ask(new Request.Shop(open));
    }

    /// Says how many of an item can be bought from now on.
    public Response stock(Sku sku, int left) throws ConnectionException {
        return ask(new Request.Stock(sku, left));
    }

    private Response ask(Request request) throws ConnectionException {
        return BusyServer.ask(() -> session.loggedIn().ask(request));
    }
}
