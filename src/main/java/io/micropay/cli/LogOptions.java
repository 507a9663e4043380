package io.micropay.cli;

import ch.qos.logback.classic.Level;
import picocli.CommandLine.Option;

/// The options that say how much a server tells, and to whom.
final class LogOptions {

    @Option(
            names = {"-q", "--quiet"},
            description = "Tell only what is wrong.",
            fallbackValue = "true")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell also each payment, each refusal and each connection that ends badly.",
            fallbackValue = "true")
    private boolean verbose;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            defaultValue = "text",
            converter = LogFormat.Converter.class,
            completionCandidates = LogFormat.Words.class,
            description = "Whether the log is for people or for programs (${DEFAULT-VALUE}).")
    private LogFormat format;

    /// @param stackTraces whether a fault is logged with its stack trace
    void apply(boolean stackTraces) {
        LogConfigurator.set(verbose ? Level.DEBUG : quiet ? Level.WARN : Level.INFO, format, stackTraces);
    }
}
