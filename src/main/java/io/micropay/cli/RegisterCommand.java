package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Reading;
import io.micropay.money.Amount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `micropay register`: opens an account.
@Command(
        name = "register",
        description = "Open an account for the key of your wallet.",
        footer = {"", WalletCommand.EXIT_CODES})
final class RegisterCommand extends OnlineCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "DEPOSIT",
            description = "The first deposit (${DEFAULT-VALUE}).",
            defaultValue = "0")
    private String deposit;

    @Override
    Errand errand() throws CommandFailedException {
        Amount first = Reading.amount(deposit);
        return (visit, name) -> visit.account().register(name, first);
    }
}
