package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Reading;
import io.micropay.client.shell.ReceiptDesk;
import io.micropay.crypto.CryptoException;
import io.micropay.money.AccountName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `micropay receipts`: the receipts that were kept.
@Command(
        name = "receipts",
        description = "Show the receipts you have kept, newest first.",
        footer = {"", WalletCommand.EXIT_CODES})
final class ReceiptsCommand extends WalletCommand {

    @Parameters(arity = "0..1", paramLabel = "N", description = "How many (20, at most 10000).")
    private @Nullable String count;

    @Override
    void run(AccountName name) throws CommandFailedException, CryptoException, CliException {
        int shown = count == null ? Reading.SHOWN : Reading.count(count);
        show(new ReceiptDesk(wallet().openHere(name, aside())).receipts(shown));
    }
}
