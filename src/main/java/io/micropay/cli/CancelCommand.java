package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Reading;
import io.micropay.money.PaymentId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `micropay cancel`: makes sure that an open order is not paid.
@Command(
        name = "cancel",
        description = "Make sure that an open order is not paid.",
        footer = {"", WalletCommand.EXIT_CODES})
final class CancelCommand extends OnlineCommand {

    @Parameters(paramLabel = "ID", description = "The order, as payments shows it.")
    private String id;

    @Override
    Errand errand() throws CommandFailedException {
        PaymentId order = Reading.id(id);
        return (visit, name) -> visit.payments().cancel(order);
    }
}
