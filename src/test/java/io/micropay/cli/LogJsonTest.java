package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogJsonTest {

    private final LoggerContext context = new LoggerContext();

    @Test
    void lineHasTimeLevelLoggerMessageAndKeys() {
        LoggingEvent event = event("{} just paid {}", null, "Joanne", 1);
        event.addKeyValuePair(new KeyValuePair("event", "payment"));
        event.addKeyValuePair(new KeyValuePair("amount", 1));

        assertThat(line(event, false)).isEqualTo("""
                {"timestamp":1700000000123,"level":"INFO","loggerName":"test",\
                "message":"Joanne just paid 1","keys":{"event":"payment","amount":"1"}}
                """);
    }

    @Test
    void lineWithoutKeysIsWhole() {
        assertThat(line(event("it", null), false)).isEqualTo("""
                {"timestamp":1700000000123,"level":"INFO","loggerName":"test","message":"it"}
                """);
    }

    @Test
    void nothingBreaksOutOfItsPlace() {
        String nasty = "\"},\n{\\\u001b[2J\u2028";
        LoggingEvent event = event("{}", null, nasty);
        event.addKeyValuePair(new KeyValuePair("reason", nasty));

        String line = line(event, false);

        assertThat(line.strip()).doesNotContain("\n", "\u001b");
        JsonNode read = JsonMapper.shared().readTree(line);
        assertThat(read.get("message").stringValue()).isEqualTo(nasty);
        assertThat(read.get("keys").get("reason").stringValue()).isEqualTo(nasty);
    }

    @Test
    void showsAFaultsTraceOnlyWhereItIsAskedFor() {
        LoggingEvent fault = event("broken", new IllegalStateException("why"));

        assertThat(line(fault, false)).doesNotContain("IllegalStateException");
        JsonNode read = JsonMapper.shared().readTree(line(fault, true));
        assertThat(read.get("throwable").get("message").stringValue()).isEqualTo("why");
        assertThat(read.get("throwable").get("stepArray").size()).isPositive();
    }

    private static String line(LoggingEvent event, boolean stackTraces) {
        LogJson encoder = new LogJson(stackTraces);
        encoder.start();
        return new String(encoder.encode(event), UTF_8);
    }

    private LoggingEvent event(String message, @Nullable Throwable fault, Object... arguments) {
        var event = new LoggingEvent("", context.getLogger("test"), Level.INFO, message, fault, arguments);
        event.setInstant(Instant.ofEpochMilli(1_700_000_000_123L));
        return event;
    }
}
