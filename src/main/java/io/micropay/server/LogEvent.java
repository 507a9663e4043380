package io.micropay.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// A line of the log that programs know by the name of its event. Names and keys never change, whatever the words.
final class LogEvent {

    private static final Logger LOG = LoggerFactory.getLogger("micropay.server");

    private LogEvent() {}

    static LoggingEventBuilder info(String event) {
        return LOG.atInfo().addKeyValue("event", event);
    }

    static LoggingEventBuilder warn(String event) {
        return LOG.atWarn().addKeyValue("event", event);
    }

    static LoggingEventBuilder debug(String event) {
        return LOG.atDebug().addKeyValue("event", event);
    }

    /// Whether somebody wants to know all there is to know.
    static boolean isVerbose() {
        return LOG.isDebugEnabled();
    }
}
