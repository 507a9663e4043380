package io.micropay.cli;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.shell.Attendance;
import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.ShellSettings;
import io.micropay.client.shell.Till;
import io.micropay.crypto.CryptoException;
import io.micropay.money.AccountName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `micropay shop serve`: a shop's till.
@Command(
        name = "serve",
        description = "Be paid for what people order in your shop, and print a receipt for each sale.",
        footer = {
            "",
            "It takes what pays for an order of the shop, and nothing else. Each sale is checked: the items against"
                    + " what the buyer has signed, the prices against the menu that this wallet has published. Sales"
                    + " that happened while it was away are shown when it is back.",
            "It says READY on standard error when it can be paid, connects again when the server has gone away, and ends"
                    + " at SIGTERM or Ctrl-C once the sales in hand are done: with 0, or with 1 if a sale was not true.",
            "",
            WalletCommand.EXIT_CODES
        })
final class ShopServeCommand extends WalletCommand {

    @Mixin
    private ServerOption server;

    @Option(
            names = "--listen",
            paramLabel = "PORT",
            defaultValue = "0",
            converter = ClientCommand.ListeningPortConverter.class,
            description = "Where to listen for payments; 0 to be paid through the server only (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--takeover",
            description = "End another session of the account, at the first login and at each later one.",
            fallbackValue = "true")
    private boolean takeover;

    @Override
    void run(AccountName name) throws CommandFailedException, CryptoException, CliException {
        OpenWallet opened = wallet().open(name, server.address(), aside());
        ShellSettings settings = new ShellSettings(
                opened.wallet(),
                opened.renewal(),
                opened.owner(),
                opened.server(),
                port,
                new AcceptancePolicy.Orders());
        Till till = new Till(opened.wallet(), aside(), this::show);
        Attendance attendance = new Attendance(settings, takeover, aside(), till);
        new Staying(attendance, () -> till.allWasTrue() ? ExitCode.DONE : ExitCode.REFUSED).untilTold();
    }
}
