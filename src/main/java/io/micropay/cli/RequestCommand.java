package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Reading;
import io.micropay.client.shell.RequestBook;
import io.micropay.crypto.CryptoException;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `micropay request`: asks to be paid.
@Command(
        name = "request",
        description = "Make a text that asks for a payment; it is paid once. Who pays it has to find you online.",
        footer = {"", WalletCommand.EXIT_CODES})
final class RequestCommand extends WalletCommand {

    @Parameters(index = "0", paramLabel = "AMOUNT", description = "How much, like 3.50.")
    private String amount;

    @Parameters(index = "1", arity = "0..1", paramLabel = "MEMO", description = "What it is for.")
    private @Nullable String memo;

    @Mixin
    private ServerOption server;

    @Override
    void run(AccountName name) throws CommandFailedException, CryptoException, CliException {
        Amount asked = Reading.payable(amount);
        Memo words = Reading.memo(memo == null ? "" : memo);
        OpenWallet opened = wallet().open(name, server.address(), aside());
        show(new RequestBook(opened.wallet()).make(opened.owner(), opened.server(), asked, words));
    }
}
