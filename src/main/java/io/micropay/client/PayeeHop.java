package io.micropay.client;

import io.micropay.crypto.Identity;
import io.micropay.crypto.VerificationKey;
import io.micropay.net.TlsConnection;
import io.micropay.net.TlsContext;
import io.micropay.net.WireException;
import io.micropay.wire.FormatException;
import io.micropay.wire.Greeting;
import io.micropay.wire.PeerMessage;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import io.micropay.wire.Response.OnlineAccount;
import io.micropay.wire.ResponseReader;
import java.io.IOException;

/// The payer's end of a connection to a payee. What the payee does other than it should ends in a [StoppedException].
final class PayeeHop implements PayeeWay {

    private final TlsConnection connection;

    private PayeeHop(TlsConnection connection) {
        this.connection = connection;
    }

    /// Connects to where the payee is listed, and waits until it has taken this wallet's certificate.
    ///
    /// @param key the payee's: whoever has another is not spoken to
    static PayeeHop connect(OnlineAccount payee, VerificationKey key, Identity own, Waits waits)
            throws StoppedException {
        TlsContext context = TlsContext.payer(own, key);
        try {
            return new PayeeHop(TlsConnection.connect(payee.address(), payee.port(), context, waits.payeeLines()));
        } catch (IOException failure) {
            throw new StoppedException(
                    ConnectionTroubles.distrust(failure).isPresent()
                            ? new Obstacle.NotThePayee()
                            : new Obstacle.PayeeUnreachable(ConnectionTroubles.detail(failure)));
        }
    }

    /// Waits for the payee's first line: before it, the payee may still refuse this wallet's certificate.
    @Override
    public void open(PaymentNotices notices) throws StoppedException {
        notices.payeeCertificate(connection.peerChain().getFirst());
        String line = line();
        if (!Greeting.parse(line).filter(Greeting.Accepted.class::isInstance).isPresent()) {
            throw parse(line) instanceof PeerMessage.Declined declined
                    ? new StoppedException(new Obstacle.Declined(declined.reason()))
                    : nonsense("it does not greet as a payee does");
        }
    }

    @Override
    public String awaitProof(SignedOrder signed, PaymentNotices notices) throws StoppedException {
        send(signed);
        notices.orderSent(signed.order());
        PeerMessage.Accepted accepted = awaitAcceptance();
        notices.accepted();
        return awaitAnswer(signed, accepted);
    }

    private void send(SignedOrder signed) throws StoppedException {
        try {
            connection.channel().write(new PeerMessage.Order(signed.order(), signed.payerSignature()).line());
        } catch (IOException failure) {
            throw vanished(failure);
        }
    }

    /// Waits for the payee's signature.
    private PeerMessage.Accepted awaitAcceptance() throws StoppedException {
        return switch (parse(line())) {
            case PeerMessage.Accepted accepted -> accepted;
            case PeerMessage.Declined declined -> throw new StoppedException(new Obstacle.Declined(declined.reason()));
            case PeerMessage.Order order -> throw nonsense("it answered with an order");
        };
    }

    /// Waits for the line that the server has answered the payee with.
    private String awaitAnswer(SignedOrder signed, PeerMessage.Accepted accepted) throws StoppedException {
        var asked = new Request.Trans(signed.order(), signed.payerSignature(), accepted.payeeSignature());
        try {
            return switch (ResponseReader.read(asked, line())) {
                case Response.TransOk ok -> ok.proof();
                case Response.TransFailed failed ->
                    throw new StoppedException(new Obstacle.Refused(failed.reason(), failed.text()));
                default -> throw nonsense("it passed on another answer than to a payment");
            };
        } catch (FormatException garbled) {
            throw nonsense(garbled.reason());
        }
    }

    private static PeerMessage parse(String line) throws StoppedException {
        try {
            return PeerMessage.parse(line);
        } catch (FormatException garbled) {
            throw nonsense(garbled.reason());
        }
    }

    private String line() throws StoppedException {
        try {
            String line = connection.channel().readLine();
            if (line == null) {
                throw new StoppedException(new Obstacle.PayeeVanished("it hung up"));
            }
            return line;
        } catch (WireException garbled) {
            throw nonsense(garbled.reason());
        } catch (IOException failure) {
            throw vanished(failure);
        }
    }

    private static StoppedException nonsense(String detail) {
        return new StoppedException(new Obstacle.PayeeNonsense(detail));
    }

    private static StoppedException vanished(IOException failure) {
        return new StoppedException(new Obstacle.PayeeVanished(ConnectionTroubles.detail(failure)));
    }

    @Override
    public void abort() {
        connection.channel().abort();
    }

    @Override
    public void close() {
        connection.close();
    }
}
