package io.micropay.ntp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where to ask for the time.
///
/// @param host a name or an address
public record NtpServer(String host, int port) {

    private static final int STANDARD_PORT = 123;
    private static final int PORT_MAX = 65_535;

    /// An IPv6 address as it may stand alone.
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9]+)?");

    /// In brackets an IPv6 address can have a port after it (RFC 3986, section 3.2.2).
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:\\[(" + ADDRESS.pattern() + ")]|([A-Za-z0-9._-]{1,253}))(?::([0-9]{1,5}))?");

    public NtpServer {
        if (host.isEmpty() || !isPort(port)) {
            throw new IllegalArgumentException("not an NTP server: " + host + ", port " + port);
        }
    }

    /// Reads `HOST` or `HOST:PORT`.
    public static Optional<NtpServer> parse(String text) {
        if (ADDRESS.matcher(text).matches()) {
            return Optional.of(new NtpServer(text, STANDARD_PORT));
        }
        Matcher parts = HOST_AND_PORT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String host = parts.group(1) == null ? parts.group(3) : parts.group(1);
        int port = parts.group(4) == null ? STANDARD_PORT : Integer.parseInt(parts.group(4));
        return isPort(port) ? Optional.of(new NtpServer(host, port)) : Optional.empty();
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= PORT_MAX;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
