package io.micropay.cli;

import io.micropay.ntp.ClockNews;
import io.micropay.ntp.Deviation;
import io.micropay.ntp.NtpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// What a server's log says of the machine's clock.
final class ClockLog {

    private static final Logger LOG = LoggerFactory.getLogger("micropay.server");

    /// What follows from a wrong clock.
    private final String consequence;

    private ClockLog(String consequence) {
        this.consequence = consequence;
    }

    /// @param decides whether expiries are judged by this clock, rather than by a database's
    static ClockLog of(boolean decides) {
        return new ClockLog(
                decides
                        ? "nothing is paid, registered or cancelled until it is set"
                        : "payments go on, by the clock of the ledger's database");
    }

    void tell(ClockNews news) {
        switch (news) {
            case ClockNews.Found found -> found(found.server(), found.deviation());
            case ClockNews.Unanswered silent ->
                line(LOG.atWarn(), "clock-unknown", silent.server())
                        .addKeyValue("reason", silent.reason())
                        .log("Nobody knows whether the clock is right: {}: {}", silent.server(), silent.reason());
            case ClockNews.Forbidden forbidden ->
                line(LOG.atWarn(), "clock-unknown", forbidden.server())
                        .addKeyValue("reason", forbidden.code())
                        .log(
                                "Nobody watches the clock any more: {} does not want to be asked ({})",
                                forbidden.server(),
                                forbidden.code());
        }
    }

    private void found(NtpServer server, Deviation deviation) {
        switch (deviation.grade()) {
            case RIGHT ->
                found(LOG.atInfo(), "clock-right", server, deviation)
                        .log("The clock is right: {}, says {}", deviation, server);
            case OFF ->
                found(LOG.atWarn(), "clock-off", server, deviation).log("The clock is {}, says {}", deviation, server);
            case WRONG ->
                found(LOG.atError(), "clock-wrong", server, deviation)
                        .log("The clock is {}, says {}: {}", deviation, server, consequence);
        }
    }

    private static LoggingEventBuilder found(
            LoggingEventBuilder line, String event, NtpServer server, Deviation deviation) {
        return line(line, event, server).addKeyValue("offset_ms", deviation.millis());
    }

    private static LoggingEventBuilder line(LoggingEventBuilder line, String event, NtpServer server) {
        return line.addKeyValue("event", event).addKeyValue("ntp", server);
    }
}
