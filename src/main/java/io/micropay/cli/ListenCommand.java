package io.micropay.cli;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.shell.Attendance;
import io.micropay.client.shell.CommandFailedException;
import io.micropay.crypto.CryptoException;
import io.micropay.money.AccountName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `micropay listen`: a payee who is always there, such as a till.
@Command(
        name = "listen",
        description = "Be paid until you are told to end: print a line for each payment that comes in.",
        footer = {
            "",
            "It says READY on standard error when it can be paid, connects again when the server has gone away, and ends"
                    + " with 0 at SIGTERM or Ctrl-C, once the payments in hand are done.",
            "",
            WalletCommand.EXIT_CODES
        })
final class ListenCommand extends WalletCommand {

    @Mixin
    private AttendanceOptions attendance;

    @Option(
            names = "--accept",
            paramLabel = "all|none|LIMIT",
            converter = AcceptanceChoice.Converter.class,
            description = "Which payments to take where no rule of the wallet says it (none).")
    private @Nullable AcceptanceChoice accept;

    @Override
    void run(AccountName name) throws CommandFailedException, CryptoException, CliException {
        AcceptancePolicy policy = (accept == null ? AcceptanceChoice.NONE : accept)
                .withoutAsking()
                .orElseThrow(() -> new ParameterException(
                        spec().commandLine(), "--accept ask needs somebody to ask: micropay client asks"));
        OpenWallet opened = wallet().open(name, attendance.server().address(), aside());
        Attendance payee =
                new Attendance(attendance.settings(opened, policy), attendance.takesOver(), aside(), this::show);
        new Staying(payee, () -> ExitCode.DONE).untilTold();
    }
}
