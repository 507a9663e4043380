package io.micropay.ledger;

import io.micropay.shop.Menu;

/// A menu that becomes a shop's.
///
/// @param signed CMS SignedData of the menu's CSV, as it came
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record PublishedMenu(Account merchant, Menu menu, byte[] signed) {}
