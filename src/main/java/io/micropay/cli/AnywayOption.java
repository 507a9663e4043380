package io.micropay.cli;

import picocli.CommandLine.Option;

/// The option of a command that pays, and may pay what an earlier order was signed for.
final class AnywayOption {

    @Option(
            names = "--anyway",
            description = "Pay although an order for the same is open, or was paid unheard of.",
            fallbackValue = "true")
    private boolean wanted;

    boolean isWanted() {
        return wanted;
    }
}
