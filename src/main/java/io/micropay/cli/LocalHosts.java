package io.micropay.cli;

import io.micropay.crypto.HostNames;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The names and addresses under which this machine's server is reached from the machine itself and its neighbours.
final class LocalHosts {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");

    private LocalHosts() {}

    /// These, and those by which whoever sees to the server's health reaches it from the machine itself.
    static List<String> besides(List<String> hosts) {
        Set<String> names = new LinkedHashSet<>(hosts);
        names.addAll(LOOPBACK);
        return List.copyOf(names);
    }

    static List<String> names() {
        Set<String> names = new LinkedHashSet<>(LOOPBACK);
        try {
            String own = InetAddress.getLocalHost().getHostName();
            if (HostNames.isHost(own)) {
                names.add(own);
            }
        } catch (UnknownHostException nameless) {
            // A machine without a name is reached by its addresses.
        }
        return List.copyOf(names);
    }

    /// Whether this machine can listen on `address`.
    static boolean has(InetAddress address) {
        try {
            return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }

    /// `<host>:<port>`, with an IPv6 address in brackets, so that the port after it can be told apart (RFC 3986,
    /// section 3.2.2).
    static String withPort(String host, int port) {
        boolean bare = host.contains(":") && !host.startsWith("[");
        return (bare ? "[" + host + "]" : host) + ":" + port;
    }
}
