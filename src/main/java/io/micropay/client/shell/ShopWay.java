package io.micropay.client.shell;

import io.micropay.client.AnsweringServer;
import io.micropay.client.ConnectionException;
import io.micropay.client.shop.ShopAnswer;

/// How a command asks shops.
interface ShopWay {

    /// Something that is asked of a server about a shop.
    interface ShopQuestion<T> {
        ShopAnswer<T> ask(AnsweringServer server) throws ConnectionException;
    }

    /// Asks, and makes a failure of the command of whatever is no answer.
    <T> T ask(ShopQuestion<T> question) throws CommandFailedException;

    /// The way of a session that is logged in.
    static ShopWay of(AnsweringServer loggedIn) {
        return new ShopWay() {
            @Override
            public <T> T ask(ShopQuestion<T> question) throws CommandFailedException {
                return given(Question.asked(() -> question.ask(loggedIn)));
            }
        };
    }

    /// What was asked for.
    static <T> T given(ShopAnswer<T> answer) throws CommandFailedException {
        return switch (answer) {
            case ShopAnswer.Given<T> given -> given.value();
            case ShopAnswer.Refused<T> refused -> throw Failures.of(refused.response());
            case ShopAnswer.Untrue<T> untrue -> throw Failures.of(untrue);
        };
    }
}
