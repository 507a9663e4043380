package io.micropay.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// An event of the log as a person reads it: local time, level, message. Control characters never reach the
/// terminal, and stack traces only when they are asked for.
///
/// In code, because reading a pattern would be a good part of the server's start.
final class LogLine extends LayoutBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /// So that messages stand below each other: the length of `ERROR`.
    private static final int LEVEL_LENGTH = 5;

    private final boolean stackTraces;

    /// @param stackTraces whether a fault is shown with its stack trace
    LogLine(boolean stackTraces) {
        this.stackTraces = stackTraces;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String level = event.getLevel().toString();
        StringBuilder line = new StringBuilder();
        TIME.formatTo(event.getInstant(), line);
        line.append(' ').append(level).repeat(' ', LEVEL_LENGTH - level.length() + 1);
        line.append(CONTROL.matcher(event.getFormattedMessage()).replaceAll("?"));
        line.append(CoreConstants.LINE_SEPARATOR);
        if (stackTraces && event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }
}
