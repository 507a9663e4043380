package io.micropay.client;

import io.micropay.wire.Request;
import io.micropay.wire.Response;

/// A server that answers, by whatever way it is asked: a session over TLS, or datagrams.
///
/// What both ways can do is written once, on this.
@FunctionalInterface
public interface AnsweringServer {

    /// Asks, and waits for the whole answer.
    ///
    /// @throws ConnectionException when there is none
    Response ask(Request request) throws ConnectionException;
}
