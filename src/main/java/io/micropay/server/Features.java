package io.micropay.server;

import java.util.List;
import java.util.stream.Stream;

/// What HELLO says that a server can do.
final class Features {

    private Features() {}

    static List<String> of(boolean enrol, boolean udp) {
        return Stream.of(
                        enrol ? Stream.of("enrol") : Stream.<String>empty(),
                        Stream.of("events", "relay", "shop"),
                        udp ? Stream.of("udp") : Stream.<String>empty())
                .flatMap(names -> names)
                .toList();
    }
}
