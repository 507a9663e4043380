package io.micropay.bench;

import io.micropay.crypto.SigningKey;
import io.micropay.money.AccountName;

/// An account of the bench's own: it knows the key, and can pay and be paid.
///
/// @param number its place among the accounts, from 0
record BenchAccount(int number, AccountName name, SigningKey key) {}
