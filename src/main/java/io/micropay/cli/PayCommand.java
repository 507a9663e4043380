package io.micropay.cli;

import io.micropay.client.PaymentIntent;
import io.micropay.client.PaymentRequest;
import io.micropay.client.ServerAddress;
import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.Reading;
import io.micropay.client.shell.Visit;
import io.micropay.money.PaymentId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `micropay pay`: pays somebody, or a request.
@Command(
        name = "pay",
        description = "Pay somebody who is online, or a request: pay micropay:...",
        footer = {
            "",
            "The same --id pays once, however often it is asked for, and shows the same receipt: a script that was"
                    + " interrupted runs the same command again. Without --id, one that finds its payment open or"
                    + " paid unheard of pays no second one, unless --anyway says so.",
            "",
            WalletCommand.EXIT_CODES
        })
final class PayCommand extends OnlineCommand {

    @Parameters(index = "0", paramLabel = "PAYEE|REQUEST", description = "Whom to pay, or a text that asks for it.")
    private String payee;

    @Parameters(index = "1", arity = "0..1", paramLabel = "AMOUNT", description = "How much, like 3.50.")
    private @Nullable String amount;

    @Parameters(index = "2", arity = "0..1", paramLabel = "MEMO", description = "What it is for.")
    private @Nullable String memo;

    @Option(names = "--id", paramLabel = "UUID", description = "Your name for the payment: a UUID of version 7.")
    private @Nullable String id;

    @Option(
            names = "--to",
            paramLabel = "HOST:PORT",
            description = "Where the payee listens: needs no login, so that another session may have it.")
    private @Nullable String to;

    @Mixin
    private AnywayOption anyway;

    @Mixin
    private TakeoverOption takeover;

    @Override
    Errand errand() throws CommandFailedException {
        Optional<PaymentId> named = id == null ? Optional.empty() : Optional.of(Reading.ownId(id));
        Optional<ServerAddress> place = to == null ? Optional.empty() : Optional.of(Reading.address(to));
        Optional<PaymentRequest> request = request();
        PaymentIntent intent =
                (request.isPresent() ? request.get().intent(anyway.isWanted()) : intent()).named(named, place);
        return (visit, name) -> pay(visit, request, intent);
    }

    private Outcome pay(Visit visit, Optional<PaymentRequest> request, PaymentIntent intent)
            throws CommandFailedException {
        Optional<Outcome.Paid> earlier = visit.payments().earlier(intent);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        if (to != null) {
            visit.speakForAccount();
        } else {
            visit.logIn(takeover.isWanted());
        }
        return request.isPresent()
                ? visit.payments().pay(request.get(), intent)
                : visit.payments().pay(intent);
    }

    private Optional<PaymentRequest> request() throws CommandFailedException {
        if (!Reading.isRequest(payee)) {
            return Optional.empty();
        }
        if (amount != null) {
            throw wrongUsage("a request says itself how much, and what for");
        }
        return Optional.of(Reading.request(payee));
    }

    private PaymentIntent intent() throws CommandFailedException {
        if (amount == null) {
            throw wrongUsage("the amount is missing");
        }
        return new PaymentIntent(
                Reading.name(payee),
                Reading.payable(amount),
                Reading.memo(memo == null ? "" : memo),
                anyway.isWanted());
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec().commandLine(), message);
    }
}
