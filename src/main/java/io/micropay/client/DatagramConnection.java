package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.crypto.Identity;
import io.micropay.net.dtls.DtlsConnection;
import io.micropay.net.dtls.DtlsContext;
import io.micropay.wire.Datagram;
import io.micropay.wire.FormatException;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseReader;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The light way to a server's shops: any thread asks, and gets the answer to what it asked.
///
/// Datagrams get lost. A request that is not answered is sent again with its tag, by which the server knows it again
/// and does nothing twice. One that is not answered at all ends the connection: the server may have been started anew,
/// or this machine have another address, and either needs another handshake.
public final class DatagramConnection implements AnsweringServer, AutoCloseable {

    /// More than a server remembers, and of eight digits at most.
    private static final long TAGS = 100_000_000;

    private final DtlsConnection connection;
    private final DatagramPatience patience;
    private final ReentrantLock asking = new ReentrantLock();
    private long asked;

    private DatagramConnection(DtlsConnection connection, DatagramPatience patience) {
        this.connection = connection;
        this.patience = patience;
    }

    /// Shakes hands with a server that says in HELLO that it can `udp`.
    public static DatagramConnection dial(ServerAddress address, Identity own, DatagramPatience patience)
            throws ConnectionException {
        try {
            var context = DtlsContext.of(own, own.authority());
            return new DatagramConnection(
                    DtlsConnection.connect(address.host(), address.port(), context, patience.handshake()), patience);
        } catch (IOException failure) {
            throw DatagramTroubles.ofDialling(address, failure);
        }
    }

    /// The certificate the server showed, which the CA issued for the dialled host.
    public X509Certificate certificate() {
        return connection.peerChain().getFirst();
    }

    /// Asks, and waits for the answer.
    ///
    /// @throws ConnectionException when there is no answer; the connection has ended then
    @Override
    public Response ask(Request request) throws ConnectionException {
        asking.lock();
        try {
            Datagram question = new Datagram(Long.toString(asked++ % TAGS), RequestCodec.encode(request));
            return question.fits() ? read(request, answerTo(question)) : new Response.TooLong();
        } catch (IOException failure) {
            close();
            throw DatagramTroubles.ofAsking(failure);
        } finally {
            asking.unlock();
        }
    }

    private String answerTo(Datagram question) throws IOException, ConnectionException {
        for (Duration wait : patience.answer()) {
            connection.send(question.bytes());
            Optional<String> answer = await(question.tag(), wait);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw giveUp("the server did not answer within " + patience.total().toSeconds() + " s");
    }

    /// The answer with this tag. Those to earlier requests are late and passed over; they gain nobody time.
    private Optional<String> await(String tag, Duration wait) throws IOException {
        long deadline = System.nanoTime() + wait.toNanos();
        long left = wait.toNanos();
        while (left > 0) {
            Optional<Datagram> answer =
                    connection.receive(Duration.ofNanos(left)).flatMap(Datagram::parse);
            if (answer.isPresent() && answer.get().tag().equals(tag)) {
                return Optional.of(answer.get().text());
            }
            left = deadline - System.nanoTime();
        }
        return Optional.empty();
    }

    private Response read(Request request, String answer) throws ConnectionException {
        try {
            return ResponseReader.read(request, answer);
        } catch (FormatException unreadable) {
            throw giveUp("the server's answer is not of the protocol: " + unreadable.reason());
        }
    }

    private ConnectionException giveUp(String why) {
        close();
        return new ConnectionException(Trouble.LOST, why);
    }

    /// Tells the server, and closes.
    @Override
    public void close() {
        connection.close();
    }
}
