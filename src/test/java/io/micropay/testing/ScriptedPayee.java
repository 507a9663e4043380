package io.micropay.testing;

import io.micropay.crypto.Identity;
import io.micropay.money.Base64Url;
import io.micropay.net.Deadlines;
import io.micropay.net.LineChannel;
import io.micropay.net.TlsContext;
import io.micropay.net.TlsListener;
import io.micropay.net.Watchdog;
import io.micropay.payment.SignedText;
import io.micropay.wire.PeerMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A payee who is online, and whose side of the peer connection does whatever the test wants.
public final class ScriptedPayee implements AutoCloseable {

    private static final Watchdog WATCHDOG = Watchdog.start(Deadlines.standard());

    private final TestServer server;
    private final Identity identity;
    private final TestClient session;
    private final TlsListener listener;

    /// What the payee does on a connection after its greeting.
    public interface Script {
        void play(LineChannel channel, PeerMessage.Order order, ScriptedPayee payee) throws Exception;
    }

    private ScriptedPayee(TestServer server, String name, Identity shown, Script script) throws IOException {
        this.server = server;
        this.identity = server.certificates().account(name);
        this.session = server.greeted(name);
        this.listener = TlsListener.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                1,
                TlsContext.payee(() -> shown, server.certificates().ca()),
                WATCHDOG,
                connection -> play(connection.channel(), script));
        session.send("REGISTER#" + name + "#0").expect("100 OK");
        session.send("LOGIN#" + name + "#" + listener.address().getPort()).expect("0");
        int online = Integer.parseInt(session.read());
        for (int i = 0; i < online; i++) {
            session.expect("*#*#*");
        }
    }

    /// Registers and logs in.
    public static ScriptedPayee online(TestServer server, String name, Script script) throws IOException {
        return new ScriptedPayee(server, name, server.certificates().account(name), script);
    }

    /// The same, with somebody else's certificate at the listed address.
    public static ScriptedPayee impersonated(TestServer server, String name, Identity impostor) throws IOException {
        return new ScriptedPayee(server, name, impostor, (channel, order, payee) -> {});
    }

    private void play(LineChannel channel, Script script) throws IOException {
        try {
            channel.write("Connection accepted!");
            PeerMessage.Order order = (PeerMessage.Order) PeerMessage.parse(String.valueOf(channel.readLine()));
            script.play(channel, order, this);
        } catch (IOException gone) {
            throw gone;
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }

    public String accepted(PeerMessage.Order order) {
        byte[] text = SignedText.acceptance(server.certificates().ledgerId(), order.order(), order.payerSignature());
        return "ACCEPTED#" + Base64Url.of(identity.signingKey().sign(text));
    }

    /// Submits the payment and returns the server's line.
    public String submit(PeerMessage.Order order) {
        String acceptance = accepted(order).replace("ACCEPTED#", "");
        return session.ask("TRANS#" + order.order() + "#" + order.payerSignature() + "#" + acceptance);
    }

    public void stopListening() {
        listener.close();
    }

    @Override
    public void close() {
        listener.close();
        session.close();
    }
}
