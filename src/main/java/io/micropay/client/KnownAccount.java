package io.micropay.client;

import io.micropay.crypto.VerificationKey;
import io.micropay.money.AccountName;

/// An account of the ledger.
///
/// @param name in the registered spelling
public record KnownAccount(AccountName name, VerificationKey key) {}
