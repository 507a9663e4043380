package io.micropay.client;

import io.micropay.crypto.Identity;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.net.TlsListener;
import io.micropay.testing.FreePort;
import io.micropay.testing.TlsProxy;
import io.micropay.wire.Request;
import java.io.IOException;
import java.nio.file.Path;

/// A payee's wallet behind a proxy: it listens at one port, and is listed with the proxy's.
final class DialledPayee implements AutoCloseable {

    private final LedgerServer server;
    private final TlsListener listener;
    private final TlsProxy way;

    private DialledPayee(LedgerServer server, TlsListener listener, TlsProxy way) {
        this.server = server;
        this.listener = listener;
        this.way = way;
    }

    /// Connects, registers without a deposit, and logs in.
    static DialledPayee logIn(
            AccountName name, Identity identity, Path folder, ServerAddress address, Consent consent, Waits waits)
            throws ConnectionException, IOException {
        RecordedNotices notices = new RecordedNotices(true);
        Wallet wallet = new Wallet(identity, new WalletFolder(folder));
        LedgerServer server = LedgerServer.connect(address, wallet, notices, waits);
        RequestDesk requests = new RequestDesk(wallet.requests(), server);
        OrderDesk desk = new OrderDesk(wallet, server, name, new AcceptancePolicy.Ask(consent), requests, notices);
        OrderTaking taking = new OrderTaking(desk, requests, new Submission(wallet, server, notices), notices);
        int port = FreePort.next();
        TlsListener listener = PayeeListener.open(port, wallet, taking, notices, waits);
        TlsProxy way = TlsProxy.to(port);
        server.connection().ask(new Request.Register(name, Amount.ZERO));
        server.connection().ask(new Request.Login(name, way.port(), false));
        return new DialledPayee(server, listener, way);
    }

    /// What carries those who dial it.
    TlsProxy way() {
        return way;
    }

    @Override
    public void close() {
        way.close();
        listener.close();
        server.connection().close();
    }
}
