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
        Errand errand = errand();
        OpenWallet opened = wallet().open(name, server.address(), aside());
        try (Visit visit = Visit.open(opened.server(), opened.wallet(), opened.owner(), aside())) {
            show(errand.run(visit, opened.owner()));
        }
    }

    /// What it has the server do, once its arguments are read: one that cannot be understood asks nobody for anything.
    abstract Errand errand() throws CommandFailedException;

    /// What is left to be done at the server.
    interface Errand {

        /// Has it done.
        ///
        /// @param name on the wallet's certificate
        Outcome run(Visit visit, AccountName name) throws CommandFailedException;
    }
}
