package io.micropay.cli;

import ch.qos.logback.classic.Level;
import picocli.CommandLine.Option;

/// The options that say how much a server tells.
final class LogOptions {

    @Option(
            names = {"-q", "--quiet"},
            description = "Tell only what is wrong.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell also each payment, each refusal and each connection that ends badly.")
    private boolean verbose;

    /// @param stackTraces whether a fault is logged with its stack trace
    void apply(boolean stackTraces) {
        LogConfigurator.set(verbose ? Level.DEBUG : quiet ? Level.WARN : Level.INFO, stackTraces);
    }
}
