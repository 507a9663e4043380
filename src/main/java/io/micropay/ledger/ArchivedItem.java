package io.micropay.ledger;

/// A row of the shops' items, as it is stored; nothing of it has been checked.
///
/// @param merchant the number of the merchant's account
/// @param place in the menu, from 1
/// @param category base64url, like `title`
/// @param price millionths
/// @param onHand what can be bought, or is held
public record ArchivedItem(
        long merchant, String sku, long place, String category, String title, long price, long onHand) {}
