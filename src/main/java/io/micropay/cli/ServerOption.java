package io.micropay.cli;

import io.micropay.client.ServerAddress;
import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Reading;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says where the server is.
final class ServerOption {

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            description = "The server (the one that the wallet has met first).")
    private @Nullable String server;

    Optional<ServerAddress> address() throws CommandFailedException {
        return server == null ? Optional.empty() : Optional.of(Reading.address(server));
    }
}
