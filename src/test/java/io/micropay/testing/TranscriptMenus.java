package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// The menus of a transcript, signed by their merchants.
///
/// ```
/// menu lunch = Mel sku,category,title,price,stock tea,,Tea,1.25,3       one word for each line of the file
/// menu forged = Mel signer=Mallory sku,category,title,price,stock ...   signed by somebody else
/// ```
/// Each is a block, see [TranscriptBlocks], and `${lunch.hash}` is the hash of the menu.
final class TranscriptMenus {

    private final TestMenus menus;
    private final TranscriptTexts texts;
    private final TranscriptBlocks blocks;

    TranscriptMenus(TestCertificates certificates, TranscriptTexts texts, TranscriptBlocks blocks) {
        this.menus = new TestMenus(certificates);
        this.texts = texts;
        this.blocks = blocks;
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
        blocks.put(words[1], menus.signed(signer, csv.getBytes(UTF_8)));
        texts.put(words[1] + ".hash", TestMenus.hash(csv));
    }
}
