package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Has a command that is ended by a signal say what it leaves open. The exit code is the virtual machine's: 130 at
/// Ctrl-C, 143 at SIGTERM.
final class LastWord implements AutoCloseable {

    /// For a standard error that takes nothing, such as a full pipe: the process ends all the same.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<Optional<CommandFailedException>> word;
    private final Thread ender = new Thread(this::end, "last-word");

    private LastWord(Supplier<Optional<CommandFailedException>> word) {
        this.word = word;
    }

    /// @param word what there is to say, at any time and from any thread
    static LastWord whenEnded(Supplier<Optional<CommandFailedException>> word) {
        LastWord lastWord = new LastWord(word);
        Runtime.getRuntime().addShutdownHook(lastWord.ender);
        return lastWord;
    }

    private void end() {
        try {
            Thread.ofPlatform().daemon().start(this::say).join(PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Through a stream of its own: the thread that is cut off may hold the lock of the command's.
    private void say() {
        word.get().ifPresent(failure -> {
            PrintStream err = StandardStreams.err();
            err.print(ErrorReport.lines(failure.getMessage(), failure.hint().orElse(null)));
            err.flush();
        });
    }

    /// The command is over, and says itself what came of it.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException ending) {
            // It is just being said.
        }
    }
}
