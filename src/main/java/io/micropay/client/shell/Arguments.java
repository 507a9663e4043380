package io.micropay.client.shell;

import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A line that was typed, taken apart word by word; what a command needs and the line does not say is asked for.
///
/// A person is asked in any case. A script that gives a number has its answers on the lines that follow; one that
/// gives a word says all on the same line. Words between double quotes are one, whatever they say.
final class Arguments {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"(?=\\s|$)|\\S+");

    private final Deque<Typed> words = new ArrayDeque<>();
    private final String command;
    private final Dialogue dialogue;

    Arguments(String line, Dialogue dialogue) {
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            String quoted = matcher.group(1);
            words.add(quoted == null ? new Typed(matcher.group(), false) : new Typed(quoted, true));
        }
        this.command = words.remove().text();
        this.dialogue = dialogue;
    }

    /// A word as it was typed.
    ///
    /// @param quoted whether it is meant as it stands: it is no instruction then
    private record Typed(String text, boolean quoted) {

        /// Whether it is this instruction.
        boolean is(String instruction) {
            return !quoted && text.equalsIgnoreCase(instruction);
        }
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
        return Optional.ofNullable(words.peek()).map(Typed::text);
    }

    /// The next word, if there is one.
    Optional<String> next() {
        return Optional.ofNullable(words.poll()).map(Typed::text);
    }

    /// The next word, or else the answer to `question`.
    String next(String question, Word word) throws CommandFailedException, CancelledException {
        if (!words.isEmpty()) {
            return words.remove().text();
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
        boolean there = !words.isEmpty() && words.getLast().is(word);
        if (there) {
            words.removeLast();
        }
        return there;
    }

    /// What follows an option such as `--from`, wherever it stands; takes both away.
    Optional<String> option(String name, Word word) throws CommandFailedException {
        Iterator<Typed> typed = words.iterator();
        while (typed.hasNext()) {
            if (typed.next().is(name)) {
                typed.remove();
                if (!typed.hasNext()) {
                    throw usage("something is missing after " + name, "usage: " + word.usage());
                }
                String value = typed.next().text();
                typed.remove();
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /// Whether the next word is this one, in any case; takes it away if so.
    boolean startsWith(String word) {
        boolean there = !words.isEmpty() && words.getFirst().is(word);
        if (there) {
            words.removeFirst();
        }
        return there;
    }

    /// The rest of the line, its words with one space between them.
    String rest() {
        String rest = words.stream().map(Typed::text).collect(Collectors.joining(" "));
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

    /// How many to show: the next word, if there is one, or else as many as usual.
    int count() throws CommandFailedException {
        Optional<String> word = next();
        return word.isEmpty() ? Reading.SHOWN : Reading.count(word.get());
    }

    private static CommandFailedException usage(String message, String hint) {
        return new CommandFailedException(Kind.USAGE, message, hint);
    }
}
