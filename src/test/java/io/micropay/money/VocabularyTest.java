package io.micropay.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

    @ParameterizedTest
    @ValueSource(strings = {"J", "Joanne", "a.b_c-d", "LISTER", "x1234567890123456789012345678901"})
    void acceptsNames(String text) {
        assertThat(AccountName.parse(text)).map(AccountName::text).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1a", "_a", "Jo anne", "Jo#", "Ünal", "@treasury", "x12345678901234567890123456789012", "a\n"
            })
    void refusesOtherNames(String text) {
        assertThat(AccountName.parse(text)).isEmpty();
    }

    @Test
    void namesThatDifferOnlyInCaseAreTheSameName() {
        AccountName joanne = AccountName.parse("Joanne").orElseThrow();
        AccountName shouted = AccountName.parse("JOANNE").orElseThrow();
        assertThat(shouted).isEqualTo(joanne).hasSameHashCodeAs(joanne).isEqualByComparingTo(joanne);
        assertThat(shouted.text()).isEqualTo("JOANNE");
    }

    /// The list of the protocol, as it stands there.
    @Test
    void knowsReservedNamesInAnyCase() {
        String reserved = "HELLO ENROLL REGISTER LOGIN LIST KEY TRANS STATUS CANCEL HISTORY RELAY DECLINED EVENTS "
                + "ORDER ACCEPTED PUBLISH SHOPS BROWSE MENU SHOP STOCK BUY RECEIPT SETTLE BALANCE EXIT LEDGER "
                + "TREASURY CA SERVER";
        for (String word : reserved.split(" ", -1)) {
            for (String spelling : List.of(
                    word,
                    word.toLowerCase(Locale.ROOT),
                    word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))) {
                assertThat(AccountName.isReserved(spelling)).as(spelling).isTrue();
                assertThat(AccountName.parse(spelling).orElseThrow().isReserved())
                        .isTrue();
            }
        }
    }

    @Test
    void aNameThatOnlyBeginsLikeAVerbIsFree() {
        assertThat(AccountName.parse("LISTER").orElseThrow().isReserved()).isFalse();
    }

    /// To Unicode, the lower case of the Kelvin sign is a k.
    @ParameterizedTest
    @ValueSource(strings = {"\u212aEY", "L\u0130ST", "L\u0131ST", "HI\u017fTORY", "", "#"})
    void whatOnlyLooksLikeAReservedWordIsNone(String text) {
        assertThat(AccountName.isReserved(text)).isFalse();
    }

    @Test
    void aNewIdReadsBackAndComesAfterOlderOnes() {
        PaymentId id = PaymentId.next();
        assertThat(PaymentId.parse(id.toString())).contains(id);
        assertThat(id)
                .isGreaterThan(
                        PaymentId.parse("018bcfe5-6800-7000-8000-000000000000").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "018bcfe5-6800-7000-8000-00000000000",
                "018BCFE5-6800-7000-8000-000000000000",
                "018bcfe5-6800-4000-8000-000000000000",
                "018bcfe5-6800-7000-c000-000000000000",
                "018bcfe5-6800-7000-0000-000000000000",
                "018bcfe5a6800-7000-8000-000000000000",
                "018bcfe5-6800-7000-8000-00000000000g",
                "{18bcfe5-6800-7000-8000-00000000000}"
            })
    void refusesOtherIds(String text) {
        assertThat(PaymentId.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T23:59:59Z",
                "2026-01-31T23:59:59.000Z",
                "2024-02-29T00:00:00Z",
                "9999-12-31T23:59:59.999Z",
                "0000-01-01T00:00:00Z"
            })
    void readsTimestamps(String text) {
        Timestamp timestamp = Timestamp.parse(text).orElseThrow();
        assertThat(timestamp).hasToString(text);
        assertThat(timestamp.epochMillis()).isEqualTo(Instant.parse(text).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-31T24:00:00Z",
                "2026-01-31T23:59:60Z",
                "2026-02-30T00:00:00Z",
                "2025-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-01-31T23:60:00Z",
                "2026-01-31t23:59:59Z",
                "2026-01-31T23:59:59z",
                "2026-01-31T23:59:59+00:00",
                "2026-01-31T23:59:59.0Z",
                "2026-01-31T23:59:59.0000Z",
                "2026-01-31 23:59:59Z",
                "2026-01-31T23:59:59.00aZ",
                "2026-01-31T23:59:59,000Z",
                "+026-01-31T23:59:59Z",
                "２026-01-31T23:59:59Z"
            })
    void refusesOtherTimestamps(String text) {
        assertThat(Timestamp.parse(text)).isEmpty();
    }

    @Property
    void aWrittenTimestampAlwaysHasMillisecondsAndReadsBack(
            @ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long millis) {
        Timestamp written = Timestamp.ofEpochMillis(millis);
        assertThat(written.toString()).hasSize(24);
        assertThat(Instant.parse(written.toString()).toEpochMilli()).isEqualTo(millis);
        assertThat(Timestamp.parse(written.toString())).contains(written);
    }

    @Property
    void bytesHaveOneTextInBase64Url(@ForAll byte[] bytes) {
        Base64Url written = Base64Url.of(bytes);
        assertThat(Base64Url.parse(written.toString())).contains(written);
        assertThat(written.bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAAAA", "AA==", "AB", "AAB", "A+AA", "A/AA", "AA A", "AAAA\n", "éAAA"})
    void refusesOtherBase64(String text) {
        assertThat(Base64Url.parse(text)).isEmpty();
    }

    @Test
    void aMemoIsUpTo140BytesOfPlainText() {
        assertThat(Memo.of("two coffees ☕☕").orElseThrow().text()).isEqualTo("two coffees ☕☕");
        assertThat(Memo.of("x".repeat(140))).isPresent();
        assertThat(Memo.of("x".repeat(141))).isEmpty();
        assertThat(Memo.of("é".repeat(71))).isEmpty();
        assertThat(Memo.parse("")).contains(Memo.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x1b, 0x1f, 0x7f, 0x9f, 0x2028, 0x202e, 0x2066, 0x2069})
    void aMemoHoldsNoCharacterThatDisturbsATerminal(int codePoint) {
        assertThat(Memo.of("a" + Character.toString(codePoint))).isEmpty();
    }

    @Test
    void aMemoIsUtf8() {
        String overlongSlash =
                Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[] {(byte) 0xc0, (byte) 0xaf});
        assertThat(Memo.parse(overlongSlash)).isEmpty();
    }

    @Test
    void cleanTextFitsAField() {
        assertThat(PlainText.clean("a#b\u001b[2Jc\n", 200)).isEqualTo("ab[2Jc");
        assertThat(PlainText.clean("ééé", 5)).isEqualTo("éé");
    }
}
