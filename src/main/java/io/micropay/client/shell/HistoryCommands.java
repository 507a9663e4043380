package io.micropay.client.shell;

import io.micropay.client.WalletSession;

/// The commands that show what was paid, as the ledger has it.
final class HistoryCommands {

    private final HistoryDesk desk;
    private final Dialogue dialogue;
    private final Suggestions suggestions;

    HistoryCommands(WalletSession session, Dialogue dialogue, Suggestions suggestions) {
        this.desk = new HistoryDesk(session);
        this.dialogue = dialogue;
        this.suggestions = suggestions;
    }

    void history(Arguments arguments) throws CommandFailedException {
        int count = arguments.count();
        arguments.requireEnd(Word.HISTORY);
        Outcome.History outcome = desk.history(count);
        suggestions.shown(
                outcome.entries().stream().map(entry -> entry.receipt().id()).toList());
        dialogue.print(OutcomeText.of(outcome));
    }

    void statement(Arguments arguments) throws CommandFailedException {
        Period days =
                Reading.period(arguments.option("--from", Word.STATEMENT), arguments.option("--to", Word.STATEMENT));
        Statement form =
                Reading.form(arguments.option("--format", Word.STATEMENT).orElse("table"));
        arguments.requireEnd(Word.STATEMENT);
        dialogue.print(OutcomeText.of(desk.statement(days, form)));
    }
}
