package io.micropay.client.shell;

import io.micropay.client.ServerAddress;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.Password;
import java.util.Optional;

/// What a person is asked at a sign-in; where nobody is there, what was missing and how to say it.
final class SignInQuestions {

    private final Dialogue dialogue;

    SignInQuestions(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /// Whether the person trusts this CA. Enter alone is no.
    boolean trusts(ServerAddress server, Fingerprint ca) throws CommandFailedException, CancelledException {
        return Reading.isYes(answer(SignInSentences.trust(server, ca)));
    }

    /// The code that the server asks for.
    String invitation() throws CommandFailedException, CancelledException {
        requirePerson("the server asks newcomers for an invitation", "--invitation has it");
        return answer(SignInSentences.ASK_INVITATION);
    }

    /// The password of a key that is there.
    Password password() throws CommandFailedException, CancelledException {
        requirePerson("the password of the wallet's key is missing", SignInSentences.PASSWORD_HINT);
        return secret(SignInSentences.ASK_PASSWORD);
    }

    /// A password for a new key, which a person types twice.
    Password newPassword() throws CommandFailedException, CancelledException {
        requirePerson(
                "a password for the wallet's new key is missing",
                SignInSentences.PASSWORD_HINT + "; an empty " + SignInSentences.PASSWORD_VARIABLE
                        + " leaves the key without one");
        dialogue.say(SignInSentences.NEW_PASSWORD);
        Password chosen = secret(SignInSentences.ASK_PASSWORD);
        while (!chosen.equals(secret(SignInSentences.ASK_PASSWORD_AGAIN))) {
            dialogue.say(SignInSentences.PASSWORDS_DIFFER);
            chosen = secret(SignInSentences.ASK_PASSWORD);
        }
        return chosen;
    }

    private Password secret(String question) throws CommandFailedException, CancelledException {
        try {
            return Password.of(required(dialogue.secret(question)));
        } catch (CryptoException tooLong) {
            throw new CommandFailedException(Kind.USAGE, String.valueOf(tooLong.getMessage()));
        }
    }

    private String answer(String question) throws CommandFailedException, CancelledException {
        return required(dialogue.answer(question)).strip();
    }

    private static String required(Optional<String> answer) throws CancelledException {
        return answer.orElseThrow(CancelledException::new);
    }

    /// @param missing what a script has not said
    void requirePerson(String missing, String hint) throws CommandFailedException {
        if (!dialogue.isPerson()) {
            throw new CommandFailedException(Kind.USAGE, missing + ", and there is nobody to ask", hint);
        }
    }
}
