package io.micropay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.TestCertificates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The receipt in a wallet's folder, as JSON.
class ReceiptFileTest {

    private static final ReceiptVerifier VERIFIER =
            new ReceiptVerifier(TestCertificates.shared().ca());

    static List<String> fields() {
        List<String> fields = new ArrayList<>(List.of("ledger"));
        fields.addAll(TestReceipt.PROOF_FIELDS);
        fields.addAll(List.of("payerKey", "payeeKey", "receiptCertificate"));
        return fields;
    }

    @Test
    void fileReadsBack() {
        for (TestReceipt receipt : List.of(TestReceipt.payment(), TestReceipt.deposit())) {
            String json = receipt.file().toJson();
            ReceiptFile read = ReceiptFile.parse(json).orElseThrow();

            assertThat(read).isEqualTo(receipt.file());
            assertThat(read.toJson()).isEqualTo(json);
            assertThat(read.receipt().orElseThrow().proof()).isEqualTo(receipt.proof());
            assertThat(failures(json)).isEmpty();
        }
    }

    /// The proof's fields, the ledger's id, the keys it takes to verify them, and nothing else.
    @Test
    void fileHoldsTheFieldsInTheirOrderAndNothingElse() {
        Matcher keys = Pattern.compile("\"([a-zA-Z]+)\" : \"[^\"]*\"")
                .matcher(TestReceipt.payment().file().toJson());
        assertThat(keys.results().map(key -> key.group(1))).containsExactlyElementsOf(fields());
    }

    /// Another value in any field, of its form where it can be, fails a check or is no receipt any more.
    @ParameterizedTest
    @MethodSource("fields")
    void alteredFieldIsNoticed(String field) {
        for (TestReceipt receipt : List.of(TestReceipt.payment(), TestReceipt.deposit())) {
            String json = receipt.file().toJson();
            Matcher value =
                    Pattern.compile("(\"" + field + "\" : \")([^\"]*)(\")").matcher(json);
            assertThat(value.find()).isTrue();
            for (String other : others(value.group(2))) {
                String altered = json.substring(0, value.start(2)) + other + json.substring(value.end(2));
                assertThat(failures(altered)).as(altered).isNotEmpty();
            }
        }
    }

    /// Values near the true one: its last character, its first and its case changed, something in place of nothing.
    private static List<String> others(String value) {
        if (value.isEmpty()) {
            return List.of("AAAA", "2026-01-31T12:00:00Z", "ab".repeat(32));
        }
        char last = value.charAt(value.length() - 1);
        List<String> others = new ArrayList<>(List.of(
                value.substring(0, value.length() - 1) + (last == '1' ? '2' : '1'),
                value + "1",
                (value.charAt(0) == '9' ? "8" : "9") + value.substring(1),
                ""));
        others.add(value.equals(value.toUpperCase(Locale.ROOT)) ? value + " " : value.toUpperCase(Locale.ROOT));
        return others;
    }

    /// What is wrong with a file; one that cannot be read has all that can be wrong.
    private static Set<ReceiptCheck> failures(String json) {
        Optional<ReceiptFile> file = ReceiptFile.parse(json);
        Optional<Receipt> receipt = file.flatMap(ReceiptFile::receipt);
        Optional<ReceiptKeys> keys = file.flatMap(ReceiptFile::keys);
        return receipt.isEmpty() || keys.isEmpty()
                ? Set.of(ReceiptCheck.values())
                : VERIFIER.failures(file.get().ledger(), receipt.get(), keys.get());
    }

    @Test
    void fileWithAFieldMoreIsNone() {
        assertRefused(json().replaceFirst("\\{", "{ \"comment\" : \"\","));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void fileWithoutAFieldIsNone(String field) {
        assertRefused(
                json().replaceFirst("\"" + field + "\" : \"[^\"]*\",?", "").replaceFirst(",\\s*}", "}"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void fieldThatIsNoTextIsRefused(String field) {
        for (String value : List.of("null", "7", "0.35", "true", "[]", "{}", "[\"7\"]")) {
            assertRefused(json().replaceFirst("(\"" + field + "\" : )\"[^\"]*\"", "$1" + value));
        }
    }

    @Test
    void fieldThatIsThereTwiceIsRefused() {
        assertRefused(json().replaceFirst("\"amount\"", "\"amount\" : \"9000\", \"amount\""));
        assertRefused(json().replaceFirst("\\s*}\\s*$", ", \"amount\" : \"9000\" }"));
    }

    @Test
    void whatIsNoJsonIsRefused() {
        String json = json();
        assertRefused(json + "{}");
        assertRefused(json + "x");
        assertRefused(json + json);
        assertRefused(json.substring(0, json.length() - 3));
        assertRefused("");
        assertRefused("null");
        assertRefused("[]");
        assertRefused("[" + json + "]");
        assertRefused("\"\"");
        assertRefused(json.replace('"', '\''));
        assertRefused("/* a comment */" + json);
        assertRefused("[".repeat(100_000));
        assertRefused("{\"seq\":".repeat(100_000));
    }

    @Test
    void fileWithKeysThatAreNoBase64UrlHasNone() {
        String json = json().replaceFirst("(\"payerKey\" : )\"", "$1\"=");
        assertThat(ReceiptFile.parse(json).orElseThrow().keys()).isEmpty();
    }

    @Property
    void everyStringIsAFileOrNone(@ForAll String text) {
        assertThat(ReceiptFile.parse(text)).isEmpty();
    }

    private static String json() {
        return TestReceipt.payment().file().toJson();
    }

    private static void assertRefused(String json) {
        assertThat(ReceiptFile.parse(json)).as(json).isEmpty();
    }
}
