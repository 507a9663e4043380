package io.micropay.cli;

import io.micropay.money.PlainText;
import io.micropay.ntp.ClockCheck;
import io.micropay.ntp.ClockNews;
import io.micropay.ntp.ClockWatch;
import io.micropay.ntp.NtpServer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The option that has this machine's clock watched.
final class NtpOption {

    /// For the first answer, which is asked for as a command starts: a little more than one that does not come is
    /// waited for.
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(3);

    @Option(
            names = "--ntp",
            paramLabel = "HOST[:PORT]",
            converter = Server.class,
            description = "An NTP server to check this machine's clock with: more than 1 s is warned of, and with more"
                    + " than 30 s nothing that expires is signed or judged.")
    private @Nullable NtpServer server;

    /// Begins to watch the clock, if that is asked for.
    ///
    /// @param listener is told what there is to tell, on another thread
    Optional<ClockWatch> watch(Consumer<ClockNews> listener) {
        return Optional.ofNullable(server).map(named -> ClockWatch.start(named, listener));
    }

    /// The same, as who signs asks for it: the check waits for the first answer.
    ClockCheck check(Consumer<ClockNews> listener) {
        return watch(listener).map(watch -> watch.withPatience(FIRST_ANSWER)).orElse(ClockCheck.NONE);
    }

    static final class Server implements ITypeConverter<NtpServer> {
        @Override
        public NtpServer convert(String text) {
            return NtpServer.parse(text)
                    .orElseThrow(() -> new TypeConversionException("'" + PlainText.shown(text)
                            + "' is not an NTP server: write it like pool.ntp.org or 127.0.0.1:1123"));
        }
    }
}
