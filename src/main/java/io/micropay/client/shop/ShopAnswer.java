package io.micropay.client.shop;

import io.micropay.wire.Response;

/// What came of asking a server about a shop.
public sealed interface ShopAnswer<T> {

    /// What was asked for, checked as far as it can be.
    record Given<T>(T value) implements ShopAnswer<T> {}

    /// The shop, or the server, says no.
    record Refused<T>(Response response) implements ShopAnswer<T> {}

    /// The server says what cannot be true.
    ///
    /// @param why in words, as the end of a sentence
    record Untrue<T>(String why) implements ShopAnswer<T> {}
}
