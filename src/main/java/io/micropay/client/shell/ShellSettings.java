package io.micropay.client.shell;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.money.AccountName;

/// What the shell starts with; what is typed can differ.
///
/// @param wallet who the person is
/// @param renewal what becomes of the wallet's certificate
/// @param name the name on the wallet's certificate, and the account's unless another is typed
/// @param server where to connect
/// @param port where to listen for payments, 0 to be paid through the server only
/// @param policy which payments to take
public record ShellSettings(
        Wallet wallet, Renewal renewal, AccountName name, ServerAddress server, int port, AcceptancePolicy policy) {}
