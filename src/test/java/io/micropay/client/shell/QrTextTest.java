package io.micropay.client.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrTextTest {

    private static final String TEXT = "micropay:Lily@127.0.0.1:16000?amount=3.5&request=abcd1234";

    @Test
    void everyModuleOfTheCodeIsInTheText() {
        QrCode code = QrCode.encodeText(TEXT, QrCode.Ecc.MEDIUM);
        List<String> lines = QrText.of(TEXT).lines().toList();

        for (int y = -4; y < code.size + 4; y++) {
            for (int x = -4; x < code.size + 4; x++) {
                char block = lines.get((y + 4) / 2).charAt(x + 4);
                String light = (y + 4) % 2 == 0 ? "\u2588\u2580" : "\u2588\u2584";
                assertThat(light.indexOf(block) < 0).as("dark at %s %s", x, y).isEqualTo(code.getModule(x, y));
            }
        }
    }

    @Test
    void codeHasItsLightGroundAllAround() {
        List<String> lines = QrText.of(TEXT).lines().toList();

        assertThat(lines.subList(0, 2)).allMatch(line -> line.matches("\u2588+"));
        assertThat(lines).allMatch(line -> line.startsWith("\u2588".repeat(4)) && line.endsWith("\u2588".repeat(4)));
    }
}
