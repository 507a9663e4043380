package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {

    private final LoggerContext context = new LoggerContext();

    @ParameterizedTest
    @CsvSource({"ERROR, 'ERROR it'", "WARN, 'WARN  it'", "INFO, 'INFO  it'", "DEBUG, 'DEBUG it'", "TRACE, 'TRACE it'"})
    void saysTimeLevelAndMessage(String level, String rest) {
        assertThat(new LogLine(false).doLayout(event(Level.toLevel(level), "it", null)))
                .isEqualTo("09:05:07.042 " + rest + System.lineSeparator());
    }

    @Test
    void noControlCharacterReachesTheTerminal() {
        assertThat(new LogLine(false).doLayout(event(Level.INFO, "a\u001b[31mb\nc\u007f", null)))
                .isEqualTo("09:05:07.042 INFO  a?[31mb?c?" + System.lineSeparator());
    }

    @Test
    void showsAFaultsTraceOnlyWhereItIsAskedFor() {
        LoggingEvent fault = event(Level.ERROR, "broken", new IllegalStateException("why"));

        assertThat(new LogLine(false).doLayout(fault)).isEqualTo("09:05:07.042 ERROR broken" + System.lineSeparator());
        assertThat(new LogLine(true).doLayout(fault).lines())
                .startsWith("09:05:07.042 ERROR broken", "java.lang.IllegalStateException: why")
                .anyMatch(line -> line.startsWith("\tat " + LogLineTest.class.getName()));
    }

    private LoggingEvent event(Level level, String message, @Nullable Throwable fault) {
        var event = new LoggingEvent("", context.getLogger("test"), level, message, fault, null);
        event.setInstant(ZonedDateTime.now(ZoneId.systemDefault())
                .with(LocalTime.of(9, 5, 7, 42_000_000))
                .toInstant());
        return event;
    }
}
