package io.micropay.client;

import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.UnsupportedKeyException;
import io.micropay.crypto.VerificationKey;
import io.micropay.net.ConnectionHandler;
import io.micropay.net.KeyConnections;
import io.micropay.net.LineChannel;
import io.micropay.net.TlsConnection;
import io.micropay.net.TlsContext;
import io.micropay.net.TlsListener;
import io.micropay.net.WireException;
import io.micropay.wire.FormatException;
import io.micropay.wire.Greeting;
import io.micropay.wire.PeerMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.concurrent.Semaphore;

/// The payee's port: takes orders, one on each connection, and answers them.
///
/// A peer that says something else gets one line and the end of the connection.
final class PayeeListener implements ConnectionHandler {

    private static final int CONNECTIONS_MAX = 64;

    /// One payer must not keep all others away.
    private static final int CONNECTIONS_PER_KEY_MAX = 12;

    private static final int BACKLOG = 64;
    private static final String TOO_MANY = "too many connections";

    private final OrderTaking taking;
    private final PayeeNotices notices;
    private final Semaphore places = new Semaphore(CONNECTIONS_MAX);
    private final KeyConnections keyConnections = new KeyConnections(CONNECTIONS_PER_KEY_MAX);

    private PayeeListener(OrderTaking taking, PayeeNotices notices) {
        this.taking = taking;
        this.notices = notices;
    }

    /// Listens on all of this machine's addresses. Closing it keeps the orders that are being answered.
    ///
    /// @throws java.net.BindException when the port is taken
    static TlsListener open(int port, Wallet wallet, OrderTaking taking, PayeeNotices notices, Waits waits)
            throws IOException {
        TlsContext context =
                TlsContext.payee(wallet::identity, wallet.identity().authority());
        return TlsListener.open(
                new InetSocketAddress(port), BACKLOG, context, waits.payerLines(), new PayeeListener(taking, notices));
    }

    @Override
    public void serve(TlsConnection connection) throws IOException {
        X509Certificate peer = connection.peerChain().getFirst();
        Fingerprint key = Fingerprint.ofKey(peer.getPublicKey());
        if (!keyConnections.enter(key)) {
            decline(connection.channel(), TOO_MANY);
            return;
        }
        try {
            serve(connection.channel(), peer);
        } finally {
            keyConnections.leave(key);
        }
    }

    private void serve(LineChannel channel, X509Certificate peer) throws IOException {
        if (!places.tryAcquire()) {
            decline(channel, TOO_MANY);
            return;
        }
        try {
            channel.write(new Greeting.Accepted().line());
            answerOrder(channel, peer);
        } finally {
            places.release();
        }
    }

    private void answerOrder(LineChannel channel, X509Certificate peer) throws IOException {
        try {
            String line = channel.readLine();
            if (line == null) {
                return;
            }
            if (PeerMessage.parse(line) instanceof PeerMessage.Order message) {
                SignedOrder signed = new SignedOrder(message.order(), message.payerSignature());
                taking.take(signed, VerificationKey.of(peer.getPublicKey()), new ToPayer(channel, peer));
            } else {
                decline(channel, "an order was expected");
            }
        } catch (WireException garbled) {
            decline(channel, garbled.reason());
        } catch (FormatException garbled) {
            decline(channel, garbled.reason());
        } catch (UnsupportedKeyException unsupported) {
            decline(channel, "unsupported key");
        } catch (ConnectionException lost) {
            decline(channel, "the payee cannot ask the server");
        }
    }

    private static void decline(LineChannel channel, String reason) throws IOException {
        channel.write(new PeerMessage.Declined(reason).line());
    }

    /// The connection that the order has come on.
    private final class ToPayer implements OrderTaking.Payer {

        private final LineChannel channel;
        private final X509Certificate peer;

        private ToPayer(LineChannel channel, X509Certificate peer) {
            this.channel = channel;
            this.peer = peer;
        }

        @Override
        public void decline(String reason) throws IOException {
            PayeeListener.decline(channel, reason);
        }

        @Override
        public void accept(SignedOrder signed, Decision.Accepted accepted) throws IOException {
            notices.submitting(signed.order(), peer);
            channel.write(new PeerMessage.Accepted(accepted.payeeSignature()).line());
        }

        @Override
        public void pass(String line) throws IOException {
            channel.write(line);
        }
    }
}
