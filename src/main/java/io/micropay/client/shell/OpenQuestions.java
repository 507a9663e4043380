package io.micropay.client.shell;

import io.micropay.client.Consent;
import io.micropay.money.PaymentOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The payments a person is asked about, one shown at a time, each for as long as its payer waits.
///
/// Orders come on threads of their own and wait here; the person's lines answer them.
final class OpenQuestions implements Consent {

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Question> questions = new ArrayDeque<>();
    private final Consumer<String> show;
    private boolean heldBack;

    /// One payment that a person is asked about; two alike are still two.
    private static final class Question {

        private final String text;
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();

        Question(String text) {
            this.text = text;
        }
    }

    /// @param show brings a question before the person
    OpenQuestions(Consumer<String> show) {
        this.show = show;
    }

    @Override
    public Answer ask(PaymentOrder order, Duration patience) throws InterruptedException {
        Question question = new Question(PaymentSentences.accept(order));
        enter(question);
        try {
            return question.answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return Answer.NONE;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("nobody answers with an exception", impossible);
        } finally {
            leave(question);
        }
    }

    /// The question that is before the person; null when there is none, or something else is asked. Under the lock.
    private @Nullable Question shown() {
        return heldBack ? null : questions.peek();
    }

    private void enter(Question question) {
        lock.lock();
        try {
            questions.add(question);
            if (question == shown()) {
                show.accept(question.text);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Question question) {
        lock.lock();
        try {
            boolean wasShown = question == shown();
            questions.remove(question);
            Question next = shown();
            if (wasShown && next != null) {
                show.accept(next.text);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes a line for the answer to the question that is shown, if there is one and the line can be an answer.
    ///
    /// @param emptyIsYes whether Enter alone counts: not while the person is asked something else
    /// @return whether it was taken
    boolean answer(String line, boolean emptyIsYes) {
        Optional<Answer> answer = switch (line.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> Optional.of(Answer.ACCEPTED);
            case "n", "no" -> Optional.of(Answer.DECLINED);
            case "" -> emptyIsYes ? Optional.of(Answer.ACCEPTED) : Optional.empty();
            default -> Optional.empty();
        };
        return answer.isPresent() && answer(answer.get());
    }

    /// Answers the question that is shown.
    ///
    /// @return whether there was one
    boolean answer(Answer answer) {
        lock.lock();
        try {
            Question shown = shown();
            return shown != null && shown.answer.complete(answer);
        } finally {
            lock.unlock();
        }
    }

    /// Something else is asked that is answered with yes or no: nothing is shown or answered until [#resume].
    void holdBack() {
        hold(true);
    }

    /// Lines answer questions again, once [#remind] has shown what waits.
    void resume() {
        hold(false);
    }

    private void hold(boolean back) {
        lock.lock();
        try {
            heldBack = back;
        } finally {
            lock.unlock();
        }
    }

    /// Shows the question that is open once more.
    void remind() {
        lock.lock();
        try {
            Question shown = shown();
            if (shown != null && !shown.answer.isDone()) {
                show.accept(shown.text);
            }
        } finally {
            lock.unlock();
        }
    }
}
