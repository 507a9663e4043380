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
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/// One client's conversation with the server, on the virtual thread of its connection.
///
/// Requests are answered one after the other, in order. Others may only ask it to end.
final class Session {

    private final LineChannel channel;
    private final InetAddress address;
    private final RequestDispatcher dispatcher;
    private volatile SessionState state;
    private long requests;

    Session(TlsConnection connection, SessionState state, RequestDispatcher dispatcher) {
        this.channel = connection.channel();
        this.address = connection.remote().getAddress();
        this.state = state;
        this.dispatcher = dispatcher;
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
            channel.write(ResponseCodec.encode(dispatcher.answer(this, request)));
            if (request instanceof Request.Exit) {
                return "exit";
            }
        }
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
}
