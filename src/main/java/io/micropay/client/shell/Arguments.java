package io.micropay.client.shell;

import io.micropay.client.ListeningPort;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/// A line that was typed, taken apart word by word; what a command needs and the line does not say is asked for.
///
/// A person is asked in any case. A script that gives a number has its answers on the lines that follow; one that
/// gives a word says all on the same line.
final class Arguments {

    private final Deque<String> words;
    private final String command;
    private final Dialogue dialogue;

    Arguments(String line, Dialogue dialogue) {
        this.words = new ArrayDeque<>(Arrays.asList(line.strip().split("\\s+")));
        this.command = words.remove();
        this.dialogue = dialogue;
    }

    /// The line's first word.
    String command() {
        return command;
    }

    /// Whether the line says no more than its first word.
    boolean isEmpty() {
        return words.isEmpty();
    }

    /// The word to come, which stays.
    Optional<String> peek() {
        return Optional.ofNullable(words.peek());
    }

    /// The next word, if there is one.
    Optional<String> next() {
        return Optional.ofNullable(words.poll());
    }

    /// The next word, or else the answer to `question`.
    String next(String question, Word word) throws CommandFailedException, CancelledException {
        if (!words.isEmpty()) {
            return words.remove();
        }
        if (!dialogue.isPerson() && Word.numbered(command).isEmpty()) {
            throw new CommandFailedException(Kind.USAGE, "something is missing", "usage: " + word.usage());
        }
        return dialogue.answer(question)
                .orElseThrow(() -> new CommandFailedException(
                        Kind.USAGE, "the input ended before " + word.spelling() + " was complete"));
    }

    /// Whether the line's last word is this one, in any case; takes it away if so.
    boolean endsWith(String word) {
        boolean there = !words.isEmpty() && words.getLast().equalsIgnoreCase(word);
        if (there) {
            words.removeLast();
        }
        return there;
    }

    /// The rest of the line, its words with one space between them.
    String rest() {
        String rest = String.join(" ", words);
        words.clear();
        return rest;
    }

    /// Nothing may follow.
    void requireEnd(Word word) throws CommandFailedException {
        if (!words.isEmpty()) {
            throw new CommandFailedException(
                    Kind.USAGE, "there is too much: " + Sentences.quoted(rest()), "usage: " + word.usage());
        }
    }

    static AccountName name(String text) throws CommandFailedException {
        return AccountName.parse(text)
                .orElseThrow(() -> usage(
                        Sentences.quoted(text) + " is not a name",
                        "a name starts with a letter and has at most 32 letters, digits, dots, dashes or underscores"));
    }

    static Amount amount(String text) throws CommandFailedException {
        return Amount.parse(text)
                .orElseThrow(() -> usage(
                        Sentences.quoted(text) + " is not an amount",
                        "write it like 2000 or 0.5, with at most six decimals and no zeros to spare"));
    }

    static int port(String text) throws CommandFailedException {
        return ListeningPort.parse(text)
                .orElseThrow(() -> usage(Sentences.quoted(text) + " is not a port to listen on", ListeningPort.RULE));
    }

    private static CommandFailedException usage(String message, String hint) {
        return new CommandFailedException(Kind.USAGE, message, hint);
    }
}
