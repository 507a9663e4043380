package io.micropay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ListAnswerTest {

    private final ListAnswer answer = new ListAnswer();

    @Test
    void listIsCompleteWithItsLastLine() {
        assertThat(receive("12.5\n2")).isFalse();
        assertThat(receive("\nAda#127.0.0.1#0\nBe")).isFalse();
        assertThat(receive("n#127.0.0.1#2000\n")).isTrue();
        assertThat(answer.isList()).isTrue();
    }

    @Test
    void listOfManyArrivesInAnyPieces() {
        StringBuilder lines = new StringBuilder("0\n12\n");
        for (int i = 0; i < 12; i++) {
            lines.append("Name").append(i).append("#::1#0\n");
        }

        for (int i = 0; i < lines.length() - 1; i++) {
            assertThat(receive(lines.substring(i, i + 1))).isFalse();
        }
        assertThat(receive("\n")).isTrue();
    }

    @Test
    void refusalIsOneLine() {
        assertThat(receive("Please login to access the list!\n")).isTrue();
        assertThat(answer.isList()).isFalse();
    }

    @Test
    void nextAnswerIsReadAnew() {
        assertThat(receive("0\n1\nAda#::1#0\n")).isTrue();

        answer.begin();

        assertThat(receive("0\n0\n")).isTrue();
        assertThat(answer.isList()).isTrue();
    }

    private boolean receive(String text) {
        return answer.receive(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }
}
