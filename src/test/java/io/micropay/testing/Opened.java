package io.micropay.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// What a test has opened. It is closed when the test is over, the latest first, however it ended.
public final class Opened implements AfterEachCallback {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /// Has this closed.
    public <T extends AutoCloseable> T add(T closeable) {
        open.push(closeable);
        return closeable;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Exception first = null;
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception failure) {
                first = first == null ? failure : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
