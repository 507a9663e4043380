package io.micropay.client.shop;

import io.micropay.shop.Menu;
import java.time.Instant;

/// A shop's menu as its merchant has signed it.
///
/// @param csv the file, byte for byte
/// @param signedAt what the merchant says
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record SignedMenu(Menu menu, byte[] csv, Instant signedAt) {}
