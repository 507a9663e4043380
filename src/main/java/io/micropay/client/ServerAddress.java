package io.micropay.client;

import io.micropay.money.PlainText;
import java.util.Optional;

/// Where a server listens.
///
/// @param host a name, or an IPv4 or IPv6 address without brackets
/// @param port 1 to 65535
public record ServerAddress(String host, int port) {

    public ServerAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host is missing");
        }
        // It may come from somebody else, in a request to be paid, and is shown to people.
        if (!PlainText.isPlain(host) || host.codePoints().anyMatch(ServerAddress::isSpace)) {
            throw new IllegalArgumentException("a host is a name or an address, without spaces");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
        }
    }

    /// Reads `host:port`, or `[address]:port` where the address has colons; empty when the text is neither.
    public static Optional<ServerAddress> parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0));
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.contains(":")) {
            return Optional.empty();
        }
        try {
            String bare = bracketed ? host.substring(1, host.length() - 1) : host;
            return Optional.of(new ServerAddress(bare, Integer.parseInt(text.substring(colon + 1))));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
