package io.micropay.client;

import io.micropay.crypto.UnsupportedKeyException;
import io.micropay.crypto.VerificationKey;
import io.micropay.net.ConnectionHandler;
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
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// The payee's port: takes orders, one on each connection, and answers them.
///
/// A peer that says something else gets one line and the end of the connection.
final class PayeeListener implements ConnectionHandler {

    private static final int CONNECTIONS_MAX = 16;
    private static final int BACKLOG = 64;

    private final OrderDesk desk;
    private final RequestDesk requests;
    private final Submission submission;
    private final PayeeNotices notices;
    private final Semaphore places = new Semaphore(CONNECTIONS_MAX);

    private PayeeListener(OrderDesk desk, RequestDesk requests, Submission submission, PayeeNotices notices) {
        this.desk = desk;
        this.requests = requests;
        this.submission = submission;
        this.notices = notices;
    }

    /// Listens on all of this machine's addresses. Closing it keeps the orders that are being answered.
    ///
    /// @throws java.net.BindException when the port is taken
    static TlsListener open(
            int port, Wallet wallet, OrderDesk desk, RequestDesk requests, Submission submission, PayeeNotices notices)
            throws IOException {
        TlsContext context =
                TlsContext.payee(wallet.identity(), wallet.identity().authority());
        return TlsListener.open(
                new InetSocketAddress(port),
                BACKLOG,
                context,
                Waits.PAYER_LINES,
                new PayeeListener(desk, requests, submission, notices));
    }

    @Override
    public void serve(TlsConnection connection) throws IOException {
        if (!places.tryAcquire()) {
            connection.channel().write(new PeerMessage.Declined("too many connections").line());
            return;
        }
        try {
            connection.channel().write(new Greeting.Accepted().line());
            answerOrder(connection.channel(), connection.peerChain().getFirst());
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
                answer(channel, peer, new SignedOrder(message.order(), message.payerSignature()));
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

    private void answer(LineChannel channel, X509Certificate peer, SignedOrder signed)
            throws IOException, UnsupportedKeyException, ConnectionException {
        VerificationKey payer = VerificationKey.of(peer.getPublicKey());
        switch (desk.decide(signed, payer)) {
            case Decision.Declined declined -> decline(channel, declined.reason());
            case Decision.Accepted accepted -> {
                try (Turn turn = requests.begin(signed)) {
                    if (turn.objection().isPresent()) {
                        notices.declined(signed.order(), turn.objection().get());
                        decline(channel, turn.objection().get());
                    } else {
                        notices.submitting(signed.order(), peer);
                        submit(channel, signed, accepted, payer, turn);
                    }
                }
            }
        }
    }

    private void submit(
            LineChannel channel, SignedOrder signed, Decision.Accepted accepted, VerificationKey payer, Turn turn)
            throws IOException {
        channel.write(new PeerMessage.Accepted(accepted.payeeSignature()).line());
        Optional<String> line = submission.submit(signed, accepted);
        try {
            if (line.isPresent()) {
                channel.write(line.get());
            }
        } finally {
            submission.conclude(signed, accepted, payer, line, turn);
        }
    }

    private static void decline(LineChannel channel, String reason) throws IOException {
        channel.write(new PeerMessage.Declined(reason).line());
    }
}
