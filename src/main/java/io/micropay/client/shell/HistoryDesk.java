package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.WalletSession;

/// Has looked up what was paid, as the ledger has it.
public final class HistoryDesk {

    private final WalletSession session;

    public HistoryDesk(WalletSession session) {
        this.session = session;
    }

    public Outcome.History history(int count) throws CommandFailedException {
        return new Outcome.History(asked(() -> session.book().history(count)));
    }

    /// The payments of some days.
    public Outcome.AccountStatement statement(Period days, Statement form) throws CommandFailedException {
        return new Outcome.AccountStatement(
                asked(() -> session.book().history(days.firstMilli(), days.endMilli()))
                        .reversed(),
                form);
    }
}
