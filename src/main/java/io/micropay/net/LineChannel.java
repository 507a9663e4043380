package io.micropay.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Lines in both directions over one TLS connection, for the server and the client alike.
///
/// One thread reads; any thread writes, finishes or aborts. Every wait for the peer has a
/// deadline, and one that passes closes the connection: the wait ends with a
/// [DeadlinePassedException].
public final class LineChannel implements AutoCloseable {

    /// The protocol's longest line, with its LF.
    public static final int LINE_BYTES_MAX = 4096;

    private final RawSocket raw;
    private final SSLSocket tls;
    private final OutputStream out;
    private final Watchdog watchdog;
    private final LineBuffer buffer = new LineBuffer();
    private final Turns turns = new Turns();
    private final ReentrantLock writing = new ReentrantLock();
    private InputStream in;
    private boolean outputClosed;

    LineChannel(RawSocket raw, SSLSocket tls, Watchdog watchdog) throws IOException {
        this.raw = raw;
        this.tls = tls;
        this.in = tls.getInputStream();
        this.out = tls.getOutputStream();
        this.watchdog = watchdog;
    }

    /// Reads a line of at most [#LINE_BYTES_MAX].
    ///
    /// @see #readLine(int)
    public @Nullable String readLine() throws IOException, WireException {
        return readLine(LINE_BYTES_MAX);
    }

    /// Reads the next line, without its LF and one CR before that.
    ///
    /// @param bytesMax the longest line allowed, with its LF
    /// @return null when the peer has half-closed in order (its close_notify, RFC 8446, section
    ///     6.1) and all its complete lines have been read, or after [#finish()]
    /// @throws WireException when the bytes are not a line; an answer can still be written
    /// @throws IOException when the connection broke, a deadline passed, or the peer's stream
    ///     ended without a close_notify
    public @Nullable String readLine(int bytesMax) throws IOException, WireException {
        if (!turns.beginReading()) {
            return null;
        }
        try {
            return readRequest(bytesMax);
        } catch (IOException failure) {
            if (turns.isFinished()) {
                return null;
            }
            throw raw.explain(failure);
        } finally {
            raw.reading(null);
        }
    }

    /// Reads the block that follows the request in hand: exactly so many bytes.
    ///
    /// @throws IOException when the connection broke, the peer left, or the block came too slowly
    public byte[] readBlock(int length) throws IOException {
        long start = System.nanoTime();
        try {
            byte[] block = new byte[length];
            int taken = buffer.take(block);
            while (taken < length) {
                raw.reading(watchdog.blockDue(start, taken));
                taken += readSome(block, taken);
            }
            return block;
        } catch (IOException failure) {
            throw raw.explain(failure);
        } finally {
            raw.reading(null);
        }
    }

    private int readSome(byte[] block, int from) throws IOException {
        int count = in.read(block, from, block.length - from);
        if (count < 0) {
            throw new EOFException("the peer went away within a block");
        }
        return count;
    }

    /// Reads on while the peer waits to be served, so that one that leaves is noticed.
    ///
    /// Returns at once; a thread of its own reads, at most [ReadAhead#BYTES_MAX] and without a
    /// deadline, until the next [#readLine()]. A peer has not left if it asked something and then
    /// half-closed in order: it can still be answered.
    ///
    /// @param left called on that thread when the peer leaves
    public void readAhead(Runnable left) {
        in = new ReadAhead(in, raw, left);
    }

    /// Writes one answer, of one line or of several with LF between them, and its final LF.
    ///
    /// The whole answer is one write to the socket. If it fails, the connection is closed.
    ///
    /// @throws IOException when the connection broke, is closing, or the peer did not read in time
    public void write(String answer) throws IOException {
        write(Deadline.WRITE, answer.concat("\n").getBytes(UTF_8));
    }

    /// Writes a line and the block that it announces, with nothing between them.
    ///
    /// @throws IOException when the connection broke, is closing, or the peer did not read in time
    public void write(String line, byte[] block) throws IOException {
        write(Deadline.BLOCK, line.concat("\n").getBytes(UTF_8), block);
    }

    /// Writes the block that a line has announced before.
    ///
    /// @throws IOException when the connection broke, is closing, or the peer did not read in time
    public void writeBlock(byte[] block) throws IOException {
        write(Deadline.BLOCK, block);
    }

    private void write(Deadline deadline, byte[]... parts) throws IOException {
        writing.lock();
        try {
            if (outputClosed) {
                throw new IOException("the connection is closing");
            }
            writeInTime(deadline, parts);
        } finally {
            writing.unlock();
        }
    }

    /// Limits what is left of the connection's life, whatever happens on it.
    public void limitLifetime() {
        raw.whole(watchdog.due(Deadline.LIFETIME));
    }

    /// From any thread, without waiting: the request in hand is answered, no other is read.
    ///
    /// The reader gets null instead of the next line. When it waits for one, the peer learns at
    /// once that the connection is closing.
    public void finish() {
        if (turns.finish()) {
            raw.whole(watchdog.due(Deadline.DRAIN));
            Thread.startVirtualThread(this::closeOutput);
        }
    }

    /// Writes what is owed, half-closes, waits a moment for the peer to close too, and closes.
    ///
    /// Takes at most the write deadline and the drain deadline. Called by the reader, last.
    @Override
    public void close() {
        closeOutput();
        raw.closeDrained(watchdog.due(Deadline.DRAIN));
        watchdog.forget(raw);
    }

    /// Closes at once, from any thread; all waits end with an exception.
    public void abort() {
        raw.abort();
    }

    private @Nullable String readRequest(int bytesMax) throws IOException, WireException {
        String request = nextRequest(bytesMax);
        boolean begun = false;
        while (request == null) {
            if (!begun) {
                begun = !buffer.isEmpty();
                raw.reading(watchdog.due(begun ? Deadline.LINE : Deadline.IDLE));
            }
            if (buffer.fill(in, bytesMax) < 0) {
                return endOfRequests();
            }
            request = nextRequest(bytesMax);
        }
        return request;
    }

    /// Once finished, the reader only drains: what it reads is nobody's request any more.
    private @Nullable String nextRequest(int bytesMax) throws WireException {
        try {
            String line = buffer.next(bytesMax);
            if (line == null || turns.takeInHand()) {
                return line;
            }
        } catch (WireException unreadable) {
            if (turns.takeInHand()) {
                throw unreadable;
            }
        }
        buffer.clear();
        return null;
    }

    private @Nullable String endOfRequests() throws IOException {
        if (raw.hasEnded()) {
            throw new EOFException("the peer went away without closing the connection");
        }
        return null;
    }

    private void writeInTime(Deadline deadline, byte[]... parts) throws IOException {
        raw.writing(watchdog.due(deadline));
        try {
            for (byte[] bytes : parts) {
                out.write(bytes);
            }
        } catch (IOException failure) {
            abort();
            throw raw.explain(failure);
        } finally {
            raw.writing(null);
        }
    }

    /// Sends the close_notify and the FIN. A peer that does not take them is closed by the watchdog.
    private void closeOutput() {
        writing.lock();
        try {
            if (!outputClosed) {
                outputClosed = true;
                raw.writing(watchdog.due(Deadline.WRITE));
                tls.shutdownOutput();
                raw.closeOutput();
            }
        } catch (IOException gone) {
            abort();
        } finally {
            raw.writing(null);
            writing.unlock();
        }
    }
}
