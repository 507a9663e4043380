package io.micropay.client;

import java.util.Optional;

/// Where a payee listens: a port that anybody may take, or 0 for a payee that is paid through the
/// server only.
public final class ListeningPort {

    /// The rule in words, for who typed something else.
    public static final String RULE = "take 1024 to 65535, or 0 to be paid through the server only";

    private static final int PORT_MIN = 1_024;
    private static final int PORT_MAX = 65_535;

    private ListeningPort() {}

    /// Reads what a person typed; empty when it is no such port.
    public static Optional<Integer> parse(String text) {
        try {
            int port = Integer.parseInt(text);
            return port == 0 || (port >= PORT_MIN && port <= PORT_MAX) ? Optional.of(port) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
