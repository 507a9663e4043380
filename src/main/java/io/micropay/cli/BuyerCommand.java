package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.ShopVisit;
import io.micropay.crypto.CryptoException;
import io.micropay.money.AccountName;
import picocli.CommandLine.Mixin;

/// A command of a buyer: it asks shops, once.
abstract class BuyerCommand extends WalletCommand {

    @Mixin
    private ServerOption server;

    @Mixin
    private TakeoverOption takeover;

    @Override
    final void run(AccountName name) throws CommandFailedException, CryptoException, CliException {
        OpenWallet opened = wallet().open(name, server.address(), aside());
        try (ShopVisit visit = new ShopVisit(
                opened.server(), opened.wallet(), opened.owner(), aside(), light(), takeover.isWanted())) {
            show(answer(visit));
        }
    }

    /// Whether to ask in datagrams.
    abstract boolean light();

    /// Has done what was asked.
    abstract Outcome answer(ShopVisit visit) throws CommandFailedException;
}
