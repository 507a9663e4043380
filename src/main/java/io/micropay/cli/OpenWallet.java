package io.micropay.cli;

import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;

/// A wallet that can be used, and the server it is used with.
record OpenWallet(Wallet wallet, ServerAddress server) {}
