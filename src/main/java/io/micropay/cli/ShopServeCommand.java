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

/// `micropay shop serve`: a shop's till.
@Command(
        name = "serve",
        description = "Be paid for what people order in your shop, and print a receipt for each sale.",
        footer = {
            "",
            "It takes what pays for an order of the shop, and nothing else. Each sale is checked: the items against"
                    + " what the buyer has signed, the prices against the menu that this wallet has published. Sales"
                    + " that happened while it was away are shown when it is back.",
            "It looks every minute whether the shop was closed, opened, or given another menu elsewhere, and says so.",
            "It says READY on standard error when it can be paid, connects again when the server has gone away, and ends"
                    + " at SIGTERM or Ctrl-C once the sales in hand are done: with 0, or with 1 if a sale was not true.",
            "",
            WalletCommand.EXIT_CODES
        })
final class ShopServeCommand extends WalletCommand {

    @Mixin
    private AttendanceOptions attendance;

    @Override
    void run(AccountName name) throws CommandFailedException, CryptoException, CliException {
        OpenWallet opened = wallet().open(name, attendance.server().address(), aside());
        ShellSettings settings = attendance.settings(opened, new AcceptancePolicy.Orders());
        Till till = new Till(opened.wallet(), aside(), this::show);
        Attendance payee = new Attendance(settings, attendance.takesOver(), aside(), till);
        new Staying(payee, () -> till.allWasTrue() ? ExitCode.DONE : ExitCode.REFUSED).untilTold();
    }
}
