package io.micropay.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
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

    void apply() {
        Level level = verbose ? Level.DEBUG : quiet ? Level.WARN : Level.INFO;
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(level);
        }
    }
}
