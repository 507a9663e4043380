package io.micropay.client.shop;

/// What is to be seen of a shop from the street.
public sealed interface ShopFront {

    /// Nothing is published, so there is no shop.
    record Empty() implements ShopFront {}

    /// A shop with a menu, whose hash this is.
    ///
    /// @param closed whether nobody can buy for now
    record Furnished(String menuHash, boolean closed) implements ShopFront {}
}
