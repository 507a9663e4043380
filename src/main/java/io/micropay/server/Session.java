package io.micropay.server;

import io.micropay.crypto.Fingerprint;
import io.micropay.jfr.SessionEvent;
import io.micropay.ledger.Account;
import io.micropay.net.LineChannel;
import io.micropay.net.TlsConnection;
import io.micropay.net.WireException;
import io.micropay.server.SessionState.Anonymous;
import io.micropay.server.SessionState.Identified;
import io.micropay.server.SessionState.LoggedIn;
import io.micropay.wire.Block;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import io.micropay.wire.ServerEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One client's conversation with the server, on the virtual thread of its connection.
///
/// Requests are answered one after the other, in order. Others may only ask it to end.
final class Session {

    private final LineChannel channel;
    private final InetAddress address;
    private final RequestDispatcher dispatcher;
    private final Optional<X509Certificate> certificate;
    private volatile SessionState state;
    private volatile @Nullable EventLines events;
    private long newestToldSeq;
    private boolean enrolled;
    private @Nullable OutgoingBlock following;
    private long requests;

    Session(TlsConnection connection, SessionState state, RequestDispatcher dispatcher) {
        this.channel = connection.channel();
        this.address = connection.remote().getAddress();
        this.state = state;
        this.dispatcher = dispatcher;
        this.certificate = connection.peer();
    }

    /// Answers requests until the client has left or is told to.
    ///
    /// @throws IOException when the connection broke or a deadline passed
    void serve() throws IOException, InterruptedException {
        SessionEvent event = new SessionEvent();
        event.begin();
        try {
            event.end = answerAll();
        } catch (IOException broken) {
            event.end = String.valueOf(broken.getMessage());
            throw broken;
        } finally {
            event.remote = address.getHostAddress();
            event.account = login().map(account -> account.name().text()).orElse("");
            event.requests = requests;
            event.commit();
        }
    }

    /// Reads, answers, and says in the end why it stopped.
    private String answerAll() throws IOException, InterruptedException {
        while (true) {
            String line;
            try {
                line = channel.readLine();
            } catch (WireException garbled) {
                channel.write(ResponseCodec.encode(new Response.FormatError(garbled.reason())));
                return garbled.reason();
            }
            if (line == null) {
                return "closed";
            }
            Request request = RequestCodec.decode(line);
            requests++;
            answer(request);
            if (request instanceof Request.Exit) {
                return "exit";
            }
            if (request instanceof Request.UnreadableUpload unreadable) {
                return unreadable.reason();
            }
        }
    }

    /// What the client has not asked for waits until it has its answer; after the last one nothing follows.
    private void answer(Request request) throws IOException, InterruptedException {
        holdEvents();
        try {
            write(ResponseCodec.encode(dispatcher.answer(this, request)));
        } finally {
            if (!(request instanceof Request.Exit)) {
                releaseEvents();
            }
        }
    }

    private void write(String answer) throws IOException {
        OutgoingBlock block = following;
        if (block == null) {
            channel.write(answer);
            return;
        }
        following = null;
        try (block) {
            channel.write(answer, block.content());
        }
    }

    /// Called while a request is in hand: lets the client send the block that it has announced, and reads it. Empty
    /// when another came.
    Optional<byte[]> receive(Block block) throws IOException {
        channel.write(ResponseCodec.encode(new Response.Send()));
        return Optional.of(channel.readBlock(block.length())).filter(block::isOf);
    }

    /// Called while a request is in hand: its answer is followed by this block, which is closed then.
    void follow(OutgoingBlock block) {
        following = block;
    }

    private void holdEvents() {
        EventLines lines = events;
        if (lines != null) {
            lines.hold();
        }
    }

    private void releaseEvents() {
        EventLines lines = events;
        if (lines != null) {
            lines.release();
        }
    }

    /// Called while a request is in hand: the client gets events from its answer on.
    ///
    /// @param newestSeq the account's newest transfer, which is no news any more
    void listen(long newestSeq) {
        newestToldSeq = newestSeq;
        events = new EventLines(new ChannelOutput(channel));
    }

    boolean isListening() {
        return events != null;
    }

    /// From any thread, without waiting: tells the client, if it listens.
    void tell(ServerEvent event) {
        EventLines lines = events;
        if (lines != null) {
            lines.add(event);
        }
    }

    /// Whether a transfer that the account has submitted is a new one. What it submits again has a smaller number
    /// than what came after it, or the same. Called by the session's thread alone.
    boolean isNews(long seq) {
        boolean news = seq > newestToldSeq;
        newestToldSeq = Math.max(newestToldSeq, seq);
        return news;
    }

    boolean hasEnrolled() {
        return enrolled;
    }

    void enrolled() {
        enrolled = true;
    }

    /// From any thread: the request in hand is answered, then the session ends without a line.
    void end() {
        channel.finish();
    }

    SessionState state() {
        return state;
    }

    /// The account this session is logged in to.
    Optional<Account> login() {
        return state instanceof LoggedIn loggedIn ? Optional.of(loggedIn.account()) : Optional.empty();
    }

    /// What the client has shown who it is with.
    Optional<X509Certificate> certificate() {
        return certificate;
    }

    /// The fingerprint of the client's key; empty for a client without a certificate.
    Optional<Fingerprint> key() {
        return switch (state) {
            case Anonymous anonymous -> Optional.empty();
            case Identified identified -> Optional.of(identified.key().fingerprint());
            case LoggedIn loggedIn -> Optional.of(loggedIn.key().fingerprint());
        };
    }

    void logIn(LoggedIn loggedIn) {
        state = loggedIn;
    }

    LineChannel channel() {
        return channel;
    }

    InetAddress address() {
        return address;
    }

    private record ChannelOutput(LineChannel channel) implements EventLines.Output {
        @Override
        public void write(String line) throws IOException {
            channel.write(line);
        }

        @Override
        public void abort() {
            channel.abort();
        }
    }
}
