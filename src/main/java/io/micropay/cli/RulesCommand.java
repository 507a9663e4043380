package io.micropay.cli;

import io.micropay.client.AcceptanceRule;
import io.micropay.client.AcceptanceRules;
import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.Reading;
import io.micropay.client.shell.RuleDesk;
import io.micropay.crypto.CryptoException;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `micropay rules`: whose payments to take.
@Command(
        name = "rules",
        description = "Show whose payments your wallet takes without asking, or keep a rule: rules accept Joanne"
                + " --up-to 20.",
        footer = {
            "",
            "A rule about a payer comes before the one about everybody, and that before --accept of listen and client.",
            "",
            WalletCommand.EXIT_CODES
        })
final class RulesCommand extends WalletCommand {

    /// What to do about a payer's payments.
    enum Verb {
        accept,
        ask,
        decline,
        forget
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "accept|ask|decline|forget",
            description = "Take the payer's payments, ask about each, take none, or drop the rule; without it the"
                    + " rules are shown.")
    private @Nullable Verb verb;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Whose; * for everybody else's.")
    private @Nullable String payer;

    @Option(names = "--up-to", paramLabel = "AMOUNT", description = "With accept: ask about what is above.")
    private @Nullable String limit;

    @Override
    void run(AccountName name) throws CommandFailedException, CryptoException, CliException {
        if (limit != null && verb != Verb.accept) {
            throw new ParameterException(spec().commandLine(), "--up-to needs accept");
        }
        if (verb != null && payer == null) {
            throw new ParameterException(spec().commandLine(), "whose payments? say a name, or '*' for everybody's");
        }
        Errand errand = verb == null || payer == null ? RuleDesk::rules : change(verb, payer(payer));
        show(errand.run(new RuleDesk(wallet().openHere(name, aside()), "rules alone shows those there are")));
    }

    private static Optional<AccountName> payer(String text) throws CommandFailedException {
        return text.equals(AcceptanceRules.EVERYBODY) ? Optional.empty() : Optional.of(Reading.name(text));
    }

    private Errand change(Verb chosen, Optional<AccountName> about) throws CommandFailedException {
        return switch (chosen) {
            case accept -> {
                Optional<Amount> upTo = limit == null ? Optional.empty() : Optional.of(Reading.amount(limit));
                yield desk -> desk.keep(about, new AcceptanceRule.Accept(upTo));
            }
            case ask -> desk -> desk.keep(about, new AcceptanceRule.Ask());
            case decline -> desk -> desk.keep(about, new AcceptanceRule.Decline());
            case forget -> desk -> desk.forget(about);
        };
    }

    /// What is left to be done with the rules, once the arguments are read.
    private interface Errand {

        /// Has it done.
        Outcome.Rules run(RuleDesk desk) throws CommandFailedException;
    }
}
