package io.micropay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.wire.Block;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    @Test
    void standardDeadlinesAreThoseOfTheProtocol() {
        Deadlines standard = Deadlines.standard();
        assertThat(standard.handshake()).hasSeconds(5);
        assertThat(standard.line()).hasSeconds(10);
        assertThat(standard.write()).hasSeconds(10);
        assertThat(standard.idle()).hasMinutes(15);
        assertThat(standard.drain()).hasSeconds(1);
        assertThat(standard.anonymous()).hasSeconds(10);
        assertThat(standard.block()).hasSeconds(60);
    }

    @Test
    void blockComesAtAPaceThatTakesItsWholeTime() {
        Deadlines standard = Deadlines.standard();
        assertThat(standard.ofBlock(0)).hasSeconds(10);
        assertThat(standard.ofBlock(4 << 20)).hasSeconds(35);
        assertThat(standard.ofBlock(Block.BYTES_MAX)).hasSeconds(60);
    }

    @Test
    void deadlineIsInTheFuture() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Deadlines(second, second, second, Duration.ZERO, second, second, second))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
