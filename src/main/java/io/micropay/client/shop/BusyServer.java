package io.micropay.client.shop;

import io.micropay.client.BlockAnswer;
import io.micropay.client.ConnectionException;
import io.micropay.wire.Response;
import java.time.Duration;
import java.util.function.Function;

/// A server that is at its limit is so for a moment: it is asked again, a few times.
final class BusyServer {

    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private BusyServer() {}

    /// Something to ask that can be asked again.
    interface Question<T> {
        T ask() throws ConnectionException;
    }

    /// Asks, and asks again while the server is busy.
    ///
    /// @return the last answer, which may be that it is busy still
    static Response ask(Question<Response> question) throws ConnectionException {
        return ask(question, Function.identity());
    }

    /// The same for what is answered with a block.
    static BlockAnswer askForBlock(Question<BlockAnswer> question) throws ConnectionException {
        return ask(question, BlockAnswer::response);
    }

    private static <T> T ask(Question<T> question, Function<T, Response> response) throws ConnectionException {
        T answer = question.ask();
        for (int attempt = 1; isBusy(response.apply(answer)) && attempt < ATTEMPTS && pause(); attempt++) {
            answer = question.ask();
        }
        return answer;
    }

    static boolean isBusy(Response answer) {
        return answer instanceof Response.TransFailed failed && failed.isBusy();
    }

    /// @return false when nobody wants to wait any more
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
