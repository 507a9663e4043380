package io.micropay.cli;

import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.shell.Renewal;
import io.micropay.money.AccountName;

/// A wallet that can be used, and the server it is used with.
///
/// @param renewal what becomes of its certificate while it is open
/// @param owner the name on its certificate
record OpenWallet(Wallet wallet, Renewal renewal, AccountName owner, ServerAddress server) {}
