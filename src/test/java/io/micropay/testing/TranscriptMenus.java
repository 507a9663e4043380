package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micropay.wire.Block;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The menus of a transcript, signed by their merchants.
///
/// ```
/// menu lunch = Mel sku,category,title,price,stock tea,,Tea,1.25,3       one word for each line of the file
/// menu forged = Mel signer=Mallory sku,category,title,price,stock ...   signed by somebody else
/// ```
/// `${lunch.block}` is then the length and the hash that announce it, and `${lunch.hash}` the hash of the menu.
final class TranscriptMenus {

    private final TestMenus menus;
    private final TranscriptTexts texts;
    private final Map<String, byte[]> signed = new HashMap<>();

    TranscriptMenus(TestCertificates certificates, TranscriptTexts texts) {
        this.menus = new TestMenus(certificates);
        this.texts = texts;
    }

    /// @param words `menu lunch = Mel ...`
    void define(String[] words) {
        String signer = words[3];
        int first = 4;
        if (words[first].startsWith("signer=")) {
            signer = words[first].replace("signer=", "");
            first++;
        }
        String csv = String.join("\n", Arrays.copyOfRange(words, first, words.length)) + "\n";
        byte[] message = menus.signed(signer, csv.getBytes(UTF_8));
        signed.put(words[1], message);
        texts.put(words[1] + ".block", Block.of(message).toString());
        texts.put(words[1] + ".hash", TestMenus.hash(csv));
    }

    byte[] bytes(String name) {
        return signed.get(name);
    }
}
