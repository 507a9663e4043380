package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.money.Purpose;
import io.micropay.payment.Receipt;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/// The days of a transcript, made up by their merchants, and the reports on them.
///
/// ```
/// day friday = Mel 2026-11-27 ${proof} ${another}   what Mel was paid on that day, one word for each payment
/// day forged = Mel signer=Mallory 2026-11-27        signed by somebody else
/// ```
/// Each is a block, see [TranscriptBlocks], encrypted for the ledger, and never twice the same bytes. `${friday.csv}`
/// is the hash of the file in it.
final class TranscriptDays {

    private final TestCertificates certificates;
    private final TestDays days;
    private final TranscriptTexts texts;
    private final TranscriptBlocks blocks;

    TranscriptDays(TestCertificates certificates, TranscriptTexts texts, TranscriptBlocks blocks) {
        this.certificates = certificates;
        this.days = new TestDays(certificates);
        this.texts = texts;
        this.blocks = blocks;
    }

    /// @param words `day friday = Mel ...`
    void define(String[] words) {
        String merchant = words[3];
        boolean otherSigner = words[4].startsWith("signer=");
        String signer = otherSigner ? words[4].replace("signer=", "") : merchant;
        List<String> rest = Arrays.asList(words).subList(otherSigner ? 5 : 4, words.length);
        String[] rows = rest.stream().skip(1).map(TranscriptDays::row).toArray(String[]::new);
        String csv = days.csv(merchant, LocalDate.parse(rest.getFirst()), rows);
        blocks.put(words[1], days.sealed(signer, csv));
        texts.put(words[1] + ".csv", TestMenus.hash(csv));
    }

    private static String row(String proof) {
        Receipt receipt = Receipt.parse(proof).orElseThrow();
        String order = Purpose.of(receipt.memo()) instanceof Purpose.Order paidFor
                ? paidFor.order().toString()
                : "";
        return receipt.id() + "," + order + "," + receipt.amount() + "," + receipt.committedAt() + "\n";
    }

    /// The report must be signed by the ledger; its lines are `${report.1}`, `${report.2}` and so on.
    void report(byte[] signed) {
        try {
            byte[] csv = new CmsVerifier(certificates.ca()).verifyReport(signed).content();
            List<String> lines = new String(csv, UTF_8).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                texts.put("report." + (i + 1), lines.get(i));
            }
        } catch (CryptoException untrue) {
            throw new AssertionError(untrue);
        }
    }
}
