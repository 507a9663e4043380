package io.micropay.client.shell;

import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.money.AccountName;
import java.util.Optional;

/// What a person is asked before there is a connection; asked again until the answer is one.
///
/// Each question is answered with empty by a person who goes away instead.
public final class StartQuestions {

    private final Dialogue dialogue;

    public StartQuestions(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /// Where to listen for payments, 0 to be paid through the server only.
    public Optional<Integer> port() {
        return ask(Sentences.ASK_PORT, Reading::port);
    }

    /// Whose wallet to use.
    public Optional<AccountName> name() {
        return ask(Sentences.ASK_USERNAME, StartQuestions::freeName);
    }

    private static AccountName freeName(String text) throws CommandFailedException {
        AccountName name = Reading.name(text);
        if (name.isReserved()) {
            throw new CommandFailedException(CommandFailedException.Kind.USAGE, "the name " + name + " is reserved");
        }
        return name;
    }

    private interface Form<T> {
        T read(String text) throws CommandFailedException;
    }

    private <T> Optional<T> ask(String question, Form<T> form) {
        while (true) {
            try {
                Optional<String> answer = dialogue.answer(question);
                return answer.isEmpty() ? Optional.empty() : Optional.of(form.read(answer.get()));
            } catch (CommandFailedException wrong) {
                dialogue.say(Sentences.failure(wrong));
            } catch (CancelledException gone) {
                return Optional.empty();
            }
        }
    }
}
