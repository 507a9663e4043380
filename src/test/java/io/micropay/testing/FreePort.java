package io.micropay.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Finds ports for what will listen only later, and for where nobody does.
///
/// They are not among those that the system itself hands out from 32768 on, where a test that runs at the same time
/// could be given one that was free a moment ago.
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int LAST = 29_999;
    private static final int ATTEMPTS_MAX = 100;

    private FreePort() {}

    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            try (ServerSocket free = new ServerSocket(port)) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // The next one, then.
            }
        }
        throw new IllegalStateException("no port from " + FIRST + " to " + LAST + " is free");
    }
}
