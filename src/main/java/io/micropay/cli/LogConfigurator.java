package io.micropay.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/// Sends the log to standard error, a line for each event: for a person to read, unless it is
/// said to be for a program.
///
/// In code, because reading a configuration file would be a good part of the server's start.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {

    private static final String APPENDER = "stderr";

    /// Sets how much is logged, and how.
    ///
    /// @param stackTraces whether a fault is logged with its stack trace
    static void set(Level level, LogFormat format, boolean stackTraces) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            root.setLevel(level);
            if (root.getAppender(APPENDER) instanceof ConsoleAppender<ILoggingEvent> appender) {
                appender.setEncoder(encoder(context, format, stackTraces));
            }
        }
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, LogFormat.TEXT, false));
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format, boolean stackTraces) {
        Encoder<ILoggingEvent> encoder = switch (format) {
            case TEXT -> text(context, stackTraces);
            case JSON -> new LogJson(stackTraces);
        };
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context, boolean stackTraces) {
        var layout = new LogLine(stackTraces);
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setLayout(layout);
        return encoder;
    }
}
