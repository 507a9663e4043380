package io.micropay.bench;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One connection's part in a load: what it asks, and where the answers go.
///
/// Its methods are the hot path of the generator.
interface Caller {

    TlsPeer peer();

    /// The next request with its final LF; null when there is none left. It is sent at once.
    byte @Nullable [] next();

    /// Takes bytes of an answer, all of them.
    ///
    /// @return whether the answer is complete
    boolean receive(ByteBuffer bytes);

    /// Whether the answer that has just become complete is the one that was hoped for.
    boolean succeeded();

    /// The connection broke while an answer was owed, or not.
    void lost(Exception reason);
}
