package io.micropay.client.shell;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// A person who types what a test says, and everything that person sees.
final class TypedDialogue implements Dialogue {

    /// What stands for Ctrl-C in an answer.
    static final String CTRL_C = "^C";

    private final BlockingQueue<Optional<String>> typed = new LinkedBlockingQueue<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    void type(String... lines) {
        for (String line : lines) {
            typed.add(Optional.of(line));
        }
    }

    void endInput() {
        typed.add(Optional.empty());
    }

    List<String> seen() {
        return seen;
    }

    @Override
    public boolean isPerson() {
        return true;
    }

    @Override
    public Optional<String> command() {
        try {
            return typed.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<String> answer(String question) throws CancelledException {
        say(question);
        Optional<String> answer = command();
        if (answer.equals(Optional.of(CTRL_C))) {
            throw new CancelledException();
        }
        return answer;
    }

    @Override
    public Optional<String> secret(String question) throws CancelledException {
        return answer(question);
    }

    @Override
    public void say(String lines) {
        seen.addAll(List.of(lines.split("\n", -1)));
    }

    @Override
    public boolean isHeard() {
        return true;
    }

    @Override
    public void print(String text) {
        say(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }

    @Override
    public void tell(String lines) {
        say(lines);
    }

    @Override
    public void onInterrupt(Runnable action) {
        // Nobody interrupts this person's commands.
    }

    @Override
    public void lost(CommandFailedException reason) {
        // Seen already.
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
