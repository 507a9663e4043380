package io.micropay.client.shell;

import java.util.Optional;

/// The other side of the shell: a person at a terminal, or a script in a pipe.
///
/// One thread reads; any thread may write.
public interface Dialogue extends AutoCloseable {

    /// What an interrupt does as long as there is nothing to give up: it ends the program.
    Runnable END = () -> Runtime.getRuntime().exit(130);

    /// Whether somebody is there who can be asked.
    boolean isPerson();

    /// The next command line.
    ///
    /// @return empty at the end of the input
    /// @throws CommandFailedException when a script cannot go on
    Optional<String> command() throws CommandFailedException;

    /// Asks for one thing, and returns the line that answers it.
    ///
    /// @return empty at the end of the input
    /// @throws CancelledException when the person does not want to go on with the command
    Optional<String> answer(String question) throws CommandFailedException, CancelledException;

    /// Asks whether to go on. Anything but a yes is a no.
    ///
    /// @throws CancelledException when the person does not want to go on with the command
    default boolean confirm(String question) throws CommandFailedException, CancelledException {
        return answer(question).filter(Reading::isYes).isPresent();
    }

    /// Asks for a secret, which is not shown as it is typed. Only a person is asked.
    ///
    /// @return empty at the end of the input
    /// @throws CancelledException when the person does not want to go on
    Optional<String> secret(String question) throws CancelledException;

    /// Shows a result, of one or several lines.
    void say(String lines);

    /// Shows a result exactly as it is, with the ends of its lines: it may be for a program.
    void print(String text);

    /// Whether all that was shown has got out: the disk may be full, or a reader gone.
    boolean isHeard();

    /// Shows what happens on the way to a result, or beside it.
    void tell(String lines);

    /// What is to be done when the person interrupts a command that is running.
    void onInterrupt(Runnable action);

    /// The connection is lost: a script has nothing more to say.
    void lost(CommandFailedException reason);

    @Override
    void close();

    /// The person has taken a command back.
    final class CancelledException extends Exception {
        CancelledException() {
            super("cancelled", null, false, false);
        }
    }
}
