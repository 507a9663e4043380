package io.micropay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Requests on one connection, each answered by one line. The answers are kept as they came, for when the clock has
/// stopped.
final class Exchange implements Caller {

    private final TlsPeer peer;
    private final List<byte[]> requests;
    private final byte[] success;
    private final int successOffset;
    private final int[] ends;
    private byte[] answers;
    private int sent;
    private int answered;
    private int filled;
    private @Nullable Exception loss;

    /// @param requests each with its LF
    /// @param success what a line begins with when it is the answer that is hoped for
    /// @param bytes about how many all answers will have
    Exchange(TlsPeer peer, List<byte[]> requests, String success, long bytes) {
        this.peer = peer;
        this.requests = requests;
        this.success = success.getBytes(UTF_8);
        this.successOffset = this.success.length - 1;
        this.ends = new int[requests.size()];
        this.answers = new byte[(int) Math.min(bytes, Integer.MAX_VALUE / 2)];
    }

    @Override
    public TlsPeer peer() {
        return peer;
    }

    @Override
    public byte @Nullable [] next() {
        return sent == requests.size() ? null : requests.get(sent++);
    }

    @Override
    public boolean receive(ByteBuffer bytes) {
        int count = bytes.remaining();
        if (answers.length - filled < count) {
            answers = Arrays.copyOf(answers, 2 * (filled + count));
        }
        bytes.get(answers, filled, count);
        filled += count;
        if (answers[filled - 1] != '\n') {
            return false;
        }
        ends[answered++] = filled;
        return true;
    }

    /// One byte tells `TRANS OK` from `TRANS FAIL`; the whole is read later.
    @Override
    public boolean succeeded() {
        int place = start(answered - 1) + successOffset;
        return place < filled && answers[place] == success[successOffset];
    }

    @Override
    public void lost(Exception reason) {
        peer.close();
        if (loss == null) {
            loss = reason;
        }
    }

    /// Why the connection is gone; empty while it is not.
    Optional<Exception> loss() {
        return Optional.ofNullable(loss);
    }

    int sent() {
        return sent;
    }

    /// How many requests were answered: the first ones.
    int answered() {
        return answered;
    }

    /// The answer to a request, without its LF.
    String answer(int request) {
        int start = start(request);
        return new String(answers, start, ends[request] - 1 - start, UTF_8);
    }

    private int start(int request) {
        return request == 0 ? 0 : ends[request - 1];
    }
}
