package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Reading;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `micropay payments`: what became of the orders that were signed.
@Command(
        name = "payments",
        description = "Show what became of the orders you signed.",
        footer = {"", WalletCommand.EXIT_CODES})
final class PaymentsCommand extends OnlineCommand {

    @Parameters(arity = "0..1", paramLabel = "N", description = "How many (20, at most 10000).")
    private @Nullable String count;

    @Override
    Errand errand() throws CommandFailedException {
        int shown = count == null ? Reading.SHOWN : Reading.count(count);
        return (visit, name) -> visit.payments().payments(shown);
    }
}
