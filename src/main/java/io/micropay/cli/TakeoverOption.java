package io.micropay.cli;

import picocli.CommandLine.Option;

/// The option of a command that logs in for a moment, and may end another session for that.
final class TakeoverOption {

    @Option(
            names = "--takeover",
            description = "End another session of the account, such as that of listen.",
            fallbackValue = "true")
    private boolean wanted;

    boolean isWanted() {
        return wanted;
    }
}
