package io.micropay.client.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A script: each line of its input is a command or an answer. Empty lines and those that start with `#` are for its
/// reader.
///
/// Results go to its output; what happens on the way goes to its error output.
public final class PipedDialogue implements Dialogue {

    private static final int LINES_AHEAD_MAX = 16;

    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(LINES_AHEAD_MAX);
    private final PrintStream out;
    private final PrintStream err;

    /// What the script's next turn is.
    private sealed interface Item {
        record Line(String text) implements Item {}

        record End() implements Item {}

        record Stop(CommandFailedException reason) implements Item {}
    }

    private PipedDialogue(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Starts to read; on a thread of its own, because nothing ends a read from a pipe but its end.
    public static PipedDialogue start(InputStream in, PrintStream out, PrintStream err) {
        PipedDialogue dialogue = new PipedDialogue(out, err);
        Thread.ofPlatform().daemon().name("standard-input").start(() -> dialogue.readAll(in));
        return dialogue;
    }

    private void readAll(InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String command = line.strip();
                if (!command.isEmpty() && !command.startsWith("#")) {
                    items.put(new Item.Line(command));
                }
            }
            items.put(new Item.End());
        } catch (IOException broken) {
            lost(new CommandFailedException(
                    CommandFailedException.Kind.UNAVAILABLE, "standard input cannot be read: " + broken.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isPerson() {
        return false;
    }

    /// Nobody knows what a script would do next if it had read the results.
    @Override
    public Optional<String> command() throws CommandFailedException {
        if (!isHeard()) {
            throw Failures.unheard();
        }
        try {
            return switch (items.take()) {
                case Item.Line line -> Optional.of(line.text());
                case Item.End end -> Optional.empty();
                case Item.Stop stop -> throw stop.reason();
            };
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> answer(String question) throws CommandFailedException {
        return command();
    }

    @Override
    public Optional<String> secret(String question) {
        throw new IllegalStateException("a script is asked for no secret");
    }

    @Override
    public void say(String lines) {
        out.println(lines);
        out.flush();
    }

    @Override
    public void print(String text) {
        out.print(text);
        out.flush();
    }

    @Override
    public boolean isHeard() {
        return !out.checkError();
    }

    @Override
    public void tell(String lines) {
        err.println(lines);
        err.flush();
    }

    @Override
    public void onInterrupt(Runnable action) {
        // A script is interrupted by ending its process.
    }

    @Override
    public void lost(CommandFailedException reason) {
        try {
            items.put(new Item.Stop(reason));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        // Its streams are the process's.
    }
}
