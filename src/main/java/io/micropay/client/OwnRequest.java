package io.micropay.client;

import io.micropay.money.Amount;
import io.micropay.money.Memo;

/// What this wallet has asked to be paid.
///
/// @param words what it is for
public record OwnRequest(String reference, Amount amount, Memo words) {}
