package io.micropay.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A peer's bytes, read on while their reader waits for something else, so that a peer that leaves
/// is noticed. When the reader comes, it gets what was read, then what comes.
///
/// A thread of its own reads. It cannot be called back from a blocking read, so the read it is in
/// when the reader comes is its last.
final class ReadAhead extends InputStream {

    /// How much is read and kept. Behind more than that a peer could leave unseen, so one that sends more before its
    /// turn loses it.
    static final int BYTES_MAX = 16 * LineChannel.LINE_BYTES_MAX;

    private static final int BYTES_MIN = 256;

    private final InputStream in;
    private final RawSocket raw;
    private final Runnable left;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();

    // Guarded by the lock; the thread, which alone changes the array and its end, fills the free part without it.
    private byte[] bytes = new byte[BYTES_MIN];
    private int start;
    private int end;
    private boolean asked;
    private boolean wanted;
    private boolean over;
    private @Nullable IOException failure;

    /// @param left called when the peer leaves before the reader came
    ReadAhead(InputStream in, RawSocket raw, Runnable left) {
        this.in = in;
        this.raw = raw;
        this.left = left;
        Thread.ofVirtual().name("read-ahead").start(this::readOn);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        lock.lock();
        try {
            wanted = true;
            while (start == end && !over) {
                change.await();
            }
            if (start < end) {
                return take(target, offset, length);
            }
            if (failure != null) {
                throw failure;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            lock.unlock();
        }
        return in.read(target, offset, length);
    }

    private int take(byte[] target, int offset, int length) {
        int count = Math.min(length, end - start);
        System.arraycopy(bytes, start, target, offset, count);
        start += count;
        return count;
    }

    private void readOn() {
        try {
            boolean more;
            do {
                more = note(in.read(bytes, end, bytes.length - end));
            } while (more);
            finish(null);
        } catch (IOException e) {
            finish(e);
        }
    }

    /// Notes what has come. Returns whether to read on.
    ///
    /// @throws EOFException when the peer has left, or has sent too much
    private boolean note(int count) throws EOFException {
        lock.lock();
        try {
            if (count < 0) {
                if (!wanted && (raw.hasEnded() || !asked)) {
                    throw new EOFException("the peer left while it waited");
                }
                return false;
            }
            keep(count);
            change.signal();
            if (!wanted && end >= BYTES_MAX) {
                throw new EOFException("the peer sent too much while it waited");
            }
            return !wanted;
        } finally {
            lock.unlock();
        }
    }

    private void keep(int count) {
        for (int i = end; i < end + count; i++) {
            asked |= bytes[i] == '\n';
        }
        end += count;
        if (end == bytes.length && end < BYTES_MAX) {
            bytes = Arrays.copyOf(bytes, 2 * end);
        }
    }

    private void finish(@Nullable IOException reason) {
        boolean leaves;
        lock.lock();
        try {
            failure = reason;
            over = true;
            leaves = reason != null && !wanted;
            change.signal();
        } finally {
            lock.unlock();
        }
        if (leaves) {
            left.run();
        }
    }
}
