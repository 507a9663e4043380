package io.micropay.client.shell;

import io.micropay.client.Consent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// A person at a terminal: edits lines, with history and completion, and sees what comes in above the line.
///
/// Ctrl-C takes back what is typed or asked, or hurries the command that runs; Ctrl-D ends the input.
public final class TerminalDialogue implements Dialogue {

    private static final String PROMPT = "micropay> ";
    private static final String ANSWER_PROMPT = "";
    /// Has JLine show nothing for what is typed.
    private static final char HIDDEN = '\0';

    private final Terminal terminal;
    private final LineReader reader;
    private final OpenQuestions questions;
    private boolean ended;
    private volatile Runnable interrupt = END;

    private TerminalDialogue(Terminal terminal, Suggestions suggestions) {
        this.terminal = terminal;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("micropay")
                .completer((reader, line, candidates) -> complete(reader, line, suggestions, candidates))
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.DISABLE_HISTORY, true)
                .build();
        this.questions = new OpenQuestions(this::say);
        terminal.handle(Terminal.Signal.INT, signal -> interrupt.run());
    }

    /// Takes over the terminal of this process.
    ///
    /// @param suggestions what is completed after a command's word
    public static TerminalDialogue open(Suggestions suggestions) throws IOException {
        return new TerminalDialogue(TerminalBuilder.builder().system(true).build(), suggestions);
    }

    /// Remembers commands in this file from now on, and those that were typed in earlier runs.
    public void rememberIn(Path history) throws IOException {
        reader.setVariable(LineReader.HISTORY_FILE, history);
        reader.getHistory().load();
    }

    /// Asks this person about payments.
    public Consent consent() {
        return questions;
    }

    @Override
    public boolean isPerson() {
        return true;
    }

    @Override
    public Optional<String> command() {
        while (!ended) {
            questions.remind();
            try {
                reader.setVariable(LineReader.DISABLE_HISTORY, false);
                String line = reader.readLine(PROMPT).strip();
                if (line.chars().anyMatch(TerminalDialogue::isLineEnd)) {
                    // What is pasted comes as one: a second command would be a memo of the first.
                    say(Sentences.ONE_COMMAND_A_LINE);
                } else if (!questions.answer(line, true) && !line.isEmpty()) {
                    return Optional.of(line);
                }
            } catch (UserInterruptException takenBack) {
                if (takenBack.getPartialLine().isBlank()) {
                    questions.answer(Consent.Answer.DECLINED);
                }
            } catch (EndOfFileException end) {
                ended = true;
            } finally {
                reader.setVariable(LineReader.DISABLE_HISTORY, true);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> answer(String question) throws CancelledException {
        while (true) {
            say(question);
            try {
                String line = reader.readLine(ANSWER_PROMPT);
                if (!questions.answer(line, false)) {
                    return Optional.of(line.strip());
                }
            } catch (UserInterruptException takenBack) {
                throw new CancelledException();
            } catch (EndOfFileException end) {
                ended = true;
                throw new CancelledException();
            }
        }
    }

    /// Meanwhile nothing else is asked that a yes would answer: what was typed for the one would be taken for the
    /// other.
    @Override
    public boolean confirm(String question) throws CommandFailedException, CancelledException {
        questions.holdBack();
        try {
            return Dialogue.super.confirm(question);
        } finally {
            questions.resume();
        }
    }

    /// The question is the prompt, which appears once the terminal shows nothing of what is typed: said before, it
    /// would have a quick answer shown.
    @Override
    public Optional<String> secret(String question) throws CancelledException {
        try {
            return Optional.of(withoutEnd(reader.readLine(question + " ", HIDDEN)));
        } catch (UserInterruptException takenBack) {
            throw new CancelledException();
        } catch (EndOfFileException end) {
            ended = true;
            throw new CancelledException();
        }
    }

    /// A password that is pasted may bring the end of its line with it.
    private static String withoutEnd(String pasted) {
        int end = pasted.length();
        while (end > 0 && isLineEnd(pasted.charAt(end - 1))) {
            end--;
        }
        return pasted.substring(0, end);
    }

    private static boolean isLineEnd(int character) {
        return character == '\n' || character == '\r';
    }

    @Override
    public void say(String lines) {
        reader.printAbove(lines + "\n");
    }

    /// Who sits at a terminal that is gone types nothing any more either.
    @Override
    public boolean isHeard() {
        return true;
    }

    @Override
    public void print(String text) {
        reader.printAbove(text);
    }

    @Override
    public void tell(String lines) {
        say(lines);
    }

    @Override
    public void onInterrupt(Runnable action) {
        interrupt = action;
    }

    @Override
    public void lost(CommandFailedException reason) {
        // A person has been told, and can connect again.
    }

    @Override
    public void close() {
        try {
            reader.getHistory().save();
            terminal.close();
        } catch (IOException gone) {
            // The terminal is the process's, and both end now.
        }
    }

    /// The first word of a line is a command; the second may be somebody who is online, a payment or a file.
    private static void complete(
            LineReader reader, ParsedLine line, Suggestions suggestions, List<Candidate> candidates) {
        if (line.wordIndex() == 1 && Word.matches(line.words().getFirst()).equals(List.of(Word.VERIFY))) {
            new FileNameCompleter().complete(reader, line, candidates);
            return;
        }
        Stream<String> words = switch (line.wordIndex()) {
            case 0 -> Arrays.stream(Word.values()).map(Word::spelling);
            case 1 -> {
                List<Word> command = Word.matches(line.words().getFirst());
                yield command.size() == 1 ? suggestions.after(command.getFirst()) : Stream.empty();
            }
            default -> Stream.empty();
        };
        words.map(Candidate::new).forEach(candidates::add);
    }
}
