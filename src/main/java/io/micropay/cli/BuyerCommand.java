package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.ShopVisit;
import io.micropay.crypto.CryptoException;
import io.micropay.files.NotCreatedException;
import io.micropay.money.AccountName;
import picocli.CommandLine.Mixin;

/// A command of a buyer: it asks shops, once.
abstract class BuyerCommand extends WalletCommand {

    @Mixin
    private ServerOption server;

    @Mixin
    private TakeoverOption takeover;

    @Override
    final void run(AccountName name) throws CommandFailedException, CryptoException, CliException, NotCreatedException {
        Errand errand = errand();
        OpenWallet opened = wallet().open(name, server.address(), aside());
        try (ShopVisit visit = new ShopVisit(
                opened.server(), opened.wallet(), opened.owner(), aside(), light(), takeover.isWanted())) {
            show(errand.run(visit));
        }
    }

    /// Whether to ask in datagrams.
    abstract boolean light();

    /// What it has shops do, once its arguments are read: one that cannot be understood asks nobody for anything.
    ///
    /// @throws NotCreatedException when the file for the result could not be made
    abstract Errand errand() throws CommandFailedException, NotCreatedException;

    /// What is left to be done at the shops.
    interface Errand {

        /// Has it done.
        Outcome run(ShopVisit visit) throws CommandFailedException;
    }
}
