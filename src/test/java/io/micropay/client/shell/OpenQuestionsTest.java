package io.micropay.client.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.client.Consent.Answer;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenQuestionsTest {

    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final OpenQuestions questions = new OpenQuestions(shown::add);

    @ParameterizedTest
    @CsvSource({"y, ACCEPTED", "Yes, ACCEPTED", "'', ACCEPTED", "n, DECLINED", "NO, DECLINED"})
    void nextLineAnswers(String line, Answer answer) {
        CompletableFuture<Answer> asked = ask("10", "");
        await().until(() -> !shown.isEmpty());

        assertThat(questions.answer(line, true)).isTrue();
        assertThat(asked).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(answer);
        assertThat(shown).containsExactly("Accept 10 from Joanne? [Y/n]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "yy", "0", "Yes, please"})
    void otherLinesAreCommands(String line) {
        CompletableFuture<Answer> asked = ask("10", "");
        await().until(() -> !shown.isEmpty());

        assertThat(questions.answer(line, true)).isFalse();
        assertThat(asked).isNotDone();
        questions.remind();
        assertThat(shown).hasSize(2);
        assertThat(questions.answer(Answer.DECLINED)).isTrue();
    }

    @Test
    void enterAloneIsNoAnswerWhileSomethingElseIsAsked() {
        CompletableFuture<Answer> asked = ask("10", "");
        await().until(() -> !shown.isEmpty());

        assertThat(questions.answer("", false)).isFalse();
        assertThat(questions.answer("n", false)).isTrue();
        assertThat(asked).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(Answer.DECLINED);
    }

    /// A yes to a price must not take a payment, nor the other way round.
    @Test
    void nothingIsAskedOrAnsweredWhileItIsHeldBack() {
        questions.holdBack();
        CompletableFuture<Answer> asked = ask("10", "");
        await().during(Duration.ofMillis(100)).until(() -> !questions.answer("y", true) && shown.isEmpty());
        questions.remind();
        assertThat(shown).isEmpty();

        questions.resume();
        questions.remind();
        assertThat(shown).containsExactly("Accept 10 from Joanne? [Y/n]");
        assertThat(questions.answer("y", true)).isTrue();
        assertThat(asked).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void questionThatIsShownAlreadyIsNotAnsweredEither() {
        CompletableFuture<Answer> asked = ask("10", "");
        await().until(() -> !shown.isEmpty());

        questions.holdBack();
        assertThat(questions.answer("y", true)).isFalse();
        assertThat(asked).isNotDone();
        questions.resume();
        assertThat(questions.answer("n", true)).isTrue();
    }

    @Test
    void questionsAreShownOneAfterTheOther() {
        CompletableFuture<Answer> first = ask("1", "");
        await().until(() -> shown.size() == 1);
        CompletableFuture<Answer> second = ask("2", "");
        CompletableFuture<Answer> both = second.thenCombine(first, (two, one) -> two);

        questions.answer("n", true);
        await().until(() -> shown.size() == 2);
        questions.answer("y", true);

        assertThat(both).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(Answer.ACCEPTED);
        assertThat(first).isCompletedWithValue(Answer.DECLINED);
        assertThat(shown).containsExactly("Accept 1 from Joanne? [Y/n]", "Accept 2 from Joanne? [Y/n]");
    }

    @Test
    void noAnswerInTimeIsNone() throws Exception {
        assertThat(questions.ask(order("1", ""), Duration.ofMillis(20))).isEqualTo(Answer.NONE);
        assertThat(questions.answer("y", true)).isFalse();
    }

    @Test
    void memoIsPartOfTheQuestion() {
        CompletableFuture<Answer> asked = ask("1", "lunch and tea");
        await().until(() -> !shown.isEmpty());

        assertThat(shown).containsExactly("Accept 1 from Joanne (\"lunch and tea\")? [Y/n]");
        questions.answer("y", true);
        assertThat(asked).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void memoCannotEndItsQuotationMarks() {
        CompletableFuture<Answer> asked = ask("1", "tea\"), with pleasure from Lily (\"");
        await().until(() -> !shown.isEmpty());

        assertThat(shown).containsExactly("Accept 1 from Joanne (\"tea'), with pleasure from Lily ('\")? [Y/n]");
        questions.answer("y", true);
        assertThat(asked).succeedsWithin(Duration.ofSeconds(5));
    }

    private CompletableFuture<Answer> ask(String amount, String memo) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return questions.ask(order(amount, memo), Duration.ofSeconds(20));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    private static PaymentOrder order(String amount, String memo) {
        return new PaymentOrder(
                AccountName.parse("Joanne").orElseThrow(),
                Amount.parse(amount).orElseThrow(),
                AccountName.parse("Lily").orElseThrow(),
                PaymentId.next(),
                Timestamp.ofEpochMillis(0),
                Memo.of(memo).orElseThrow());
    }
}
