package io.micropay.client;

import io.micropay.wire.Response;

/// What the server answered, and the bytes that came behind its line.
///
/// @param block what `response` announces; empty when it announces nothing
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record BlockAnswer(Response response, byte[] block) {

    static BlockAnswer without(Response response) {
        return new BlockAnswer(response, new byte[0]);
    }
}
