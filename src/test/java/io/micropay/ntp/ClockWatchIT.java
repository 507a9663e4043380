package io.micropay.ntp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.testing.Chrony;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The watch and a real NTP server.
class ClockWatchIT {

    private static final NtpPace PACE =
            new NtpPace(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofSeconds(10));

    @TempDir
    private Path home;

    @BeforeEach
    void requireChrony() {
        Chrony.requireUsable();
    }

    @Test
    void realServerIsUnderstood() throws Exception {
        try (Chrony chrony = Chrony.ahead(home, 0);
                ClockWatch watch = watch(chrony)) {
            assertThat(watch.awaitFirst(Duration.ofSeconds(30))).isTrue();
            assertThat(watch.deviation())
                    .hasValueSatisfying(found -> assertThat(found.grade()).isEqualTo(Deviation.Grade.RIGHT));

            chrony.set(-20);
            await().until(() -> watch.deviation().orElseThrow().grade() == Deviation.Grade.OFF);
            assertThat(watch.deviation().orElseThrow().millis()).isBetween(-21_000L, -19_000L);

            chrony.set(40);
            await().until(() -> watch.wrongBy().isPresent());
            assertThat(watch.wrongBy().orElseThrow().millis()).isBetween(39_000L, 41_000L);

            chrony.set(0);
            await().until(() -> watch.wrongBy().isEmpty());
        }
    }

    private static ClockWatch watch(Chrony chrony) {
        NtpServer server = NtpServer.parse(chrony.address()).orElseThrow();
        return ClockWatch.start(server, Clock.systemUTC(), PACE, news -> {});
    }
}
