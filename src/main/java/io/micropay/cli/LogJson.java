package io.micropay.cli;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.JsonEscapeUtil;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/// An event of the log as a program reads it: a line of JSON with its time in milliseconds since 1970, its level, the
/// message that [LogLine] has, and what the message speaks of under names of its own. Stack traces only when they are
/// asked for.
final class LogJson extends JsonEncoder {

    /// @param stackTraces whether a fault is shown with its stack trace
    LogJson(boolean stackTraces) {
        setWithSequenceNumber(false);
        setWithNanoseconds(false);
        setWithThreadName(false);
        setWithContext(false);
        setWithMDC(false);
        setWithMarkers(false);
        setWithKVPList(false);
        setWithMessage(false);
        setWithArguments(false);
        setWithThrowable(stackTraces);
    }

    @Override
    protected void appendCustomFields(StringBuilder line, ILoggingEvent event) {
        line.append(',');
        append(line, "message", event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            line.append(",\"keys\":{");
            String separator = "";
            for (KeyValuePair pair : pairs) {
                line.append(separator);
                append(line, pair.key, String.valueOf(pair.value));
                separator = ",";
            }
            line.append('}');
        }
    }

    private static void append(StringBuilder line, String name, String value) {
        line.append('"').append(name).append("\":\"");
        line.append(JsonEscapeUtil.jsonEscapeString(value)).append('"');
    }
}
