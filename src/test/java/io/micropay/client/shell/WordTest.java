package io.micropay.client.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordTest {

    @ParameterizedTest
    @CsvSource({
        "c, CONNECT",
        "r, REGISTER",
        "lo, LOGIN",
        "p, PAY",
        "li, LIST",
        "h, HELP",
        "d, DISCONNECT",
        "e, EXIT",
        "LO, LOGIN",
        "Li, LIST",
        "login, LOGIN",
        "LIST, LIST",
        "regis, REGISTER",
        "Exit, EXIT",
        "pay, PAY",
        "paym, PAYMENTS",
        "PAYMENTS, PAYMENTS",
        "co, CONNECT",
        "ca, CANCEL",
        "hi, HISTORY",
        "s, STATEMENT",
        "rec, RECEIPT",
        "receipt, RECEIPT",
        "receipts, RECEIPTS",
        "v, VERIFY",
        "a, ACCEPT",
        "as, ASK",
        "de, DECLINE",
        "f, FORGET",
        "di, DISCONNECT",
        "re, REGISTER",
        "ref, REFUND",
        "req, REQUEST",
        "0, REGISTER",
        "1, LOGIN",
        "2, LIST",
        "3, PAY",
        "4, EXIT"
    })
    void wordIsKnownByItsBeginningInAnyCaseAndByItsNumber(String typed, Word word) {
        assertThat(Word.matches(typed)).containsExactly(word);
    }

    @Test
    void beginningOfTwoWordsIsBoth() {
        assertThat(Word.matches("l")).isEqualTo(List.of(Word.LOGIN, Word.LIST));
        assertThat(Sentences.ambiguous("l", Word.matches("l"))).isEqualTo("\"l\" could be LOgin or LIst");
    }

    @Test
    void noTwoWordsHaveTheSameLettersInUpperCase() {
        for (Word word : Word.values()) {
            String shortest = word.spelling().replaceAll("[a-z]", "");
            assertThat(Word.matches(shortest)).containsExactly(word);
            assertThat(Word.matches(word.spelling())).containsExactly(word);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "10", "-1", "listen", "lsit", "pay!", "٣"})
    void anythingElseIsNoWord(String typed) {
        assertThat(Word.matches(typed)).isEmpty();
    }
}
