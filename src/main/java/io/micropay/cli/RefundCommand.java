package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Reading;
import io.micropay.money.Amount;
import io.micropay.money.PaymentId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `micropay refund`: pays back a payment, or a part of it.
@Command(
        name = "refund",
        description = "Pay back a payment, or a part of it; all parts total at most the payment.",
        footer = {"", WalletCommand.EXIT_CODES})
final class RefundCommand extends OnlineCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "The payment, as history shows it.")
    private String id;

    @Parameters(index = "1", arity = "0..1", paramLabel = "AMOUNT", description = "How much (all that is left).")
    private @Nullable String amount;

    @Mixin
    private AnywayOption anyway;

    @Mixin
    private TakeoverOption takeover;

    @Override
    Errand errand() throws CommandFailedException {
        PaymentId original = Reading.id(id);
        Optional<Amount> wanted = amount == null ? Optional.empty() : Optional.of(Reading.payable(amount));
        return (visit, name) -> {
            visit.logIn(takeover.isWanted());
            return visit.payments().refund(original, wanted, anyway.isWanted());
        };
    }
}
