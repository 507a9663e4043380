package io.micropay.cli;

import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.money.AccountName;

/// A wallet that can be used, and the server it is used with.
///
/// @param owner the name on its certificate
record OpenWallet(Wallet wallet, AccountName owner, ServerAddress server) {}
