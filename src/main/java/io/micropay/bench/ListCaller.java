package io.micropay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks `LIST` again and again.
final class ListCaller implements Caller {

    private static final byte[] REQUEST = "LIST\n".getBytes(UTF_8);

    private final TlsPeer peer;
    private final long share;
    private final ListAnswer answer = new ListAnswer();
    private long sent;
    private long listed;
    private long refused;
    private @Nullable Exception loss;

    /// @param share how often to ask
    ListCaller(TlsPeer peer, long share) {
        this.peer = peer;
        this.share = share;
    }

    @Override
    public TlsPeer peer() {
        return peer;
    }

    @Override
    public byte @Nullable [] next() {
        if (sent == share) {
            return null;
        }
        sent++;
        answer.begin();
        return REQUEST;
    }

    @Override
    public boolean receive(ByteBuffer bytes) {
        boolean complete = answer.receive(bytes);
        if (complete && answer.isList()) {
            listed++;
        } else if (complete) {
            refused++;
        }
        return complete;
    }

    @Override
    public boolean succeeded() {
        return answer.isList();
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

    /// How many answers were lists.
    long listed() {
        return listed;
    }

    /// How many were not.
    long refused() {
        return refused;
    }
}
