package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.FileTroubles;
import io.micropay.client.shell.CommandFailedException.Kind;
import java.io.IOException;

/// Something that is asked of the wallet, of the server or of the wallet's own files.
interface Question<T> {

    T ask() throws ConnectionException, IOException, CommandFailedException;

    /// Asks, and makes a failure of the command of whatever stands in the way.
    static <T> T asked(Question<T> question) throws CommandFailedException {
        try {
            return question.ask();
        } catch (ConnectionException failure) {
            throw Failures.of(failure);
        } catch (IOException unreadable) {
            throw new CommandFailedException(
                    Kind.UNREADABLE,
                    "the wallet's files cannot be read or written: " + FileTroubles.detail(unreadable));
        }
    }
}
