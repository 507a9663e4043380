package io.micropay.net;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// The TCP socket under a TLS connection, with what its peer owes and by when.
///
/// Closing it never blocks, whatever its readers and writers are doing, and ends them all; closing
/// the `SSLSocket` above it waits for a writer that is blocked on a peer that does not read.
/// It also sees what JSSE hides: whether the peer has said anything yet, and whether its stream
/// ended (FIN) rather than its TLS (close_notify).
final class RawSocket extends Socket {

    private static final int SCRATCH_BYTES = 4096;

    /// Enough for the record of any payment with RSA-2048 signatures: JSSE reads its header and its body apart, and
    /// so asks the system once. Each idle connection holds so much.
    private static final int INPUT_BYTES = 1088;

    private volatile @Nullable Due reading;
    private volatile @Nullable Due writing;
    private volatile @Nullable Due whole;
    private volatile @Nullable Deadline passed;
    private volatile boolean spoken;
    private volatile boolean ended;

    /// Sets what the reader waits for; null when nobody reads, or when the peer owes nothing.
    void reading(@Nullable Due due) {
        reading = due;
    }

    /// Sets by when a write must be done; null when nobody writes.
    void writing(@Nullable Due due) {
        writing = due;
    }

    /// Sets by when the handshake, the connection or its end must be over; null for no limit.
    void whole(@Nullable Due due) {
        whole = due;
    }

    /// Closes the socket if a deadline has passed, and says whether it is over.
    boolean closeIfLate(long now) {
        closeIfPast(reading, now);
        closeIfPast(writing, now);
        closeIfPast(whole, now);
        return isClosed();
    }

    private void closeIfPast(@Nullable Due due, long now) {
        if (due != null && due.isPast(now) && !isClosed()) {
            passed = due.deadline();
            abort();
        }
    }

    /// The failure with its reason, when the watchdog is the reason.
    IOException explain(IOException failure) {
        Deadline late = passed;
        return late == null ? failure : new DeadlinePassedException(late, failure);
    }

    /// Whether the peer has sent at least one byte.
    boolean hasSpoken() {
        return spoken;
    }

    /// Whether the reader has met the end of the peer's stream: a FIN.
    boolean hasEnded() {
        return ended;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new BufferedInputStream(new ObservedInput(super.getInputStream()), INPUT_BYTES);
    }

    /// Half-closes, discards what the peer still sends until it closes too, and closes.
    ///
    /// A close with unread input becomes an RST, and that makes the peer's TCP forget the last
    /// bytes it has received but not yet read: perhaps the alert or the line that tells it why.
    ///
    /// @param end how long the peer may take
    void closeDrained(Due end) {
        try {
            whole(end);
            closeOutput();
            skipToEnd(getInputStream());
        } catch (IOException gone) {
            // The connection broke or the time is over: nobody is left to tell.
        } finally {
            abort();
        }
    }

    /// Half-closes: the peer reads to the end of what was sent.
    void closeOutput() throws IOException {
        if (!isOutputShutdown()) {
            shutdownOutput();
        }
    }

    /// Closes at once, from any thread.
    void abort() {
        try {
            close();
        } catch (IOException ignored) {
            // It is closed all the same, and its readers and writers have ended.
        }
    }

    private static void skipToEnd(InputStream rest) throws IOException {
        byte[] scratch = new byte[SCRATCH_BYTES];
        int count;
        do {
            count = rest.read(scratch);
        } while (count >= 0);
    }

    private final class ObservedInput extends FilterInputStream {

        ObservedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count < 0) {
                ended = true;
            } else if (count > 0 && !spoken) {
                spoken = true;
            }
            return count;
        }
    }
}
