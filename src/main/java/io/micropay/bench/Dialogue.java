package io.micropay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micropay.wire.FormatException;
import io.micropay.wire.Greeting;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Questions and answers on one connection, for what is done before and after the clock runs.
final class Dialogue {

    private final TlsPeer peer;
    private final Scratch scratch;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private ByteBuffer unread = ByteBuffer.allocate(0);

    Dialogue(TlsPeer peer, Scratch scratch) {
        this.peer = peer;
        this.scratch = scratch;
    }

    /// Hears out the greeting, to the point where requests are read.
    void greet() throws IOException, BenchException {
        Greeting greeting = greeting();
        while (greeting instanceof Greeting.Accepted) {
            greeting = greeting();
        }
        switch (greeting) {
            case Greeting.Assigned assigned -> {}
            case Greeting.Busy busy ->
                throw new BenchException(
                        BenchException.Trouble.UNAVAILABLE,
                        "the server is busy",
                        "it must be started with more --workers, --max-waiting or --connections-per-key");
            case Greeting.Wait wait ->
                throw new BenchException(
                        BenchException.Trouble.UNAVAILABLE,
                        "the server has not enough workers for so many connections",
                        "it must be started with more --workers, or the bench with fewer --connections");
            case Greeting.Accepted accepted -> throw new IllegalStateException("heard out above");
        }
    }

    private Greeting greeting() throws IOException, BenchException {
        String text = readLine();
        return Greeting.parse(text)
                .orElseThrow(() -> new BenchException(
                        BenchException.Trouble.UNAVAILABLE,
                        "the server does not greet, but says '" + text + "'",
                        null));
    }

    /// Asks, and waits for the whole answer.
    Response ask(Request request) throws IOException {
        write(RequestCodec.encode(request));
        try {
            return ResponseReader.read(request, this::readLine);
        } catch (FormatException unreadable) {
            throw new IOException("the server's answer is not of the protocol: " + unreadable.reason(), unreadable);
        }
    }

    /// Asks something that is answered by one line, and returns the line.
    String askForLine(String request) throws IOException {
        write(request);
        return readLine();
    }

    private void write(String request) throws IOException {
        peer.write((request + "\n").getBytes(UTF_8), scratch);
    }

    private String readLine() throws IOException {
        line.reset();
        while (true) {
            while (unread.hasRemaining()) {
                byte next = unread.get();
                if (next == '\n') {
                    return line.toString(UTF_8);
                }
                line.write(next);
            }
            if (!peer.read(scratch)) {
                throw new EOFException("the server closed the connection");
            }
            unread = scratch.opened;
        }
    }
}
