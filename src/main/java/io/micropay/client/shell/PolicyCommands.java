package io.micropay.client.shell;

import io.micropay.client.AcceptanceRule;
import io.micropay.client.AcceptanceRules;
import io.micropay.client.Wallet;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import java.util.Locale;
import java.util.Optional;

/// The commands that say whose payments to take. Without arguments they show what was said.
final class PolicyCommands {

    private final RuleDesk desk;
    private final Dialogue dialogue;

    PolicyCommands(Wallet wallet, Dialogue dialogue) {
        this.desk = new RuleDesk(wallet, Word.ACCEPT.spelling().toLowerCase(Locale.ROOT) + " alone shows the rules");
        this.dialogue = dialogue;
    }

    /// Somebody who types `accept` alone to answer a question must not accept everything from then on.
    void accept(Arguments arguments) throws CommandFailedException {
        if (arguments.isEmpty()) {
            show(desk.rules());
            return;
        }
        Optional<AccountName> payer = payer(arguments, Word.ACCEPT);
        Optional<Amount> limit = limit(arguments);
        keep(arguments, Word.ACCEPT, payer, new AcceptanceRule.Accept(limit));
    }

    void ask(Arguments arguments) throws CommandFailedException {
        always(arguments, Word.ASK, new AcceptanceRule.Ask());
    }

    void decline(Arguments arguments) throws CommandFailedException {
        always(arguments, Word.DECLINE, new AcceptanceRule.Decline());
    }

    /// Drops a rule. Who is meant has to be said: nobody drops the rule about everybody by leaving a name out.
    void forget(Arguments arguments) throws CommandFailedException {
        if (arguments.isEmpty()) {
            show(desk.rules());
            return;
        }
        if (arguments.peek().filter("from"::equalsIgnoreCase).isEmpty()) {
            throw missing(Word.FORGET);
        }
        Optional<AccountName> payer = payer(arguments, Word.FORGET);
        arguments.requireEnd(Word.FORGET);
        show(desk.forget(payer));
    }

    private void always(Arguments arguments, Word word, AcceptanceRule rule) throws CommandFailedException {
        if (arguments.isEmpty()) {
            show(desk.rules());
        } else {
            keep(arguments, word, payer(arguments, word), rule);
        }
    }

    /// `from Joanne`, or `from *`; everybody when it is left out.
    private static Optional<AccountName> payer(Arguments arguments, Word word) throws CommandFailedException {
        if (!arguments.startsWith("from")) {
            return Optional.empty();
        }
        String name = arguments.next().orElseThrow(() -> missing(word));
        return name.equals(AcceptanceRules.EVERYBODY) ? Optional.empty() : Optional.of(Reading.name(name));
    }

    /// `up to 20`.
    private static Optional<Amount> limit(Arguments arguments) throws CommandFailedException {
        if (!arguments.startsWith("up")) {
            return Optional.empty();
        }
        if (!arguments.startsWith("to")) {
            throw missing(Word.ACCEPT);
        }
        return Optional.of(Reading.amount(arguments.next().orElseThrow(() -> missing(Word.ACCEPT))));
    }

    private static CommandFailedException missing(Word word) {
        return new CommandFailedException(Kind.USAGE, "something is missing", "usage: " + word.usage());
    }

    private void keep(Arguments arguments, Word word, Optional<AccountName> payer, AcceptanceRule rule)
            throws CommandFailedException {
        arguments.requireEnd(word);
        show(desk.keep(payer, rule));
    }

    private void show(Outcome.Rules rules) {
        dialogue.print(OutcomeText.of(rules));
    }
}
