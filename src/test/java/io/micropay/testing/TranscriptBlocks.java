package io.micropay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.wire.Block;
import java.util.HashMap;
import java.util.Map;

/// The blocks of a transcript: `(block lunch)` is its bytes, and `${lunch.block}` the length and the hash that announce
/// them.
final class TranscriptBlocks {

    private final TranscriptTexts texts;
    private final Map<String, byte[]> blocks = new HashMap<>();

    TranscriptBlocks(TranscriptTexts texts) {
        this.texts = texts;
    }

    void put(String name, byte[] bytes) {
        blocks.put(name, bytes);
        texts.put(name + ".block", Block.of(bytes).toString());
    }

    byte[] bytes(String name) {
        byte[] bytes = blocks.get(name);
        assertThat(bytes).as("(block " + name + ")").isNotNull();
        return bytes;
    }

    /// Reads what was announced, and nothing else may come.
    static byte[] read(TestClient client, String announced) {
        byte[] bytes = client.readBytes(Integer.parseInt(announced.split("#", 2)[0]));
        assertThat(Block.of(bytes)).hasToString(announced);
        return bytes;
    }
}
