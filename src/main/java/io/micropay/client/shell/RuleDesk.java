package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.AcceptanceRule;
import io.micropay.client.Wallet;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.money.AccountName;
import java.util.Optional;

/// Has kept whose payments to take.
public final class RuleDesk {

    private final Wallet wallet;
    private final String hint;

    /// @param hint says how to see the rules there are
    public RuleDesk(Wallet wallet, String hint) {
        this.wallet = wallet;
        this.hint = hint;
    }

    public Outcome.Rules rules() throws CommandFailedException {
        return new Outcome.Rules(asked(() -> wallet.acceptance().all()));
    }

    /// Keeps a rule, and says what there is then.
    ///
    /// @param payer empty for everybody
    public Outcome.Rules keep(Optional<AccountName> payer, AcceptanceRule rule) throws CommandFailedException {
        asked(() -> {
            wallet.acceptance().keep(payer, rule);
            return rule;
        });
        return rules();
    }

    /// Drops a rule, and says what there is then.
    ///
    /// @param payer empty for the one about everybody
    public Outcome.Rules forget(Optional<AccountName> payer) throws CommandFailedException {
        if (!asked(() -> wallet.acceptance().forget(payer))) {
            throw new CommandFailedException(
                    Kind.REFUSED,
                    "there is no rule about " + payer.map(AccountName::text).orElse("everybody"),
                    hint);
        }
        return rules();
    }
}
