package io.micropay.cli;

import io.micropay.crypto.HostNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The names and addresses under which this machine's server is reached from the machine itself and its neighbours.
final class LocalHosts {

    private LocalHosts() {}

    static List<String> names() {
        Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
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
}
