package io.micropay.cli;

import picocli.CommandLine.Option;

/// The option of a command that can ask a server in datagrams.
final class UdpOption {

    @Option(
            names = "--udp",
            description = "Ask in datagrams, which need no login; what is too long for them is asked over TLS.",
            fallbackValue = "true")
    private boolean wanted;

    boolean isWanted() {
        return wanted;
    }
}
