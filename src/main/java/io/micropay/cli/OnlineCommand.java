package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.Visit;
import io.micropay.crypto.CryptoException;
import io.micropay.money.AccountName;
import picocli.CommandLine.Mixin;

/// A command that asks the server, once.
abstract class OnlineCommand extends WalletCommand {

    @Mixin
    private ServerOption server;

    @Override
    final void run(AccountName name) throws CommandFailedException, CryptoException, CliException {
        OpenWallet opened = wallet().open(name, server.address(), aside());
        try (Visit visit = Visit.open(opened.server(), opened.wallet(), opened.owner(), aside())) {
            show(answer(visit, opened.owner()));
        }
    }

    /// Has done what was asked.
    ///
    /// @param name on the wallet's certificate
    abstract Outcome answer(Visit visit, AccountName name) throws CommandFailedException;
}
