package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.HistoryEntry;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// The commands that show what was paid, as the ledger has it.
final class HistoryCommands {

    private static final int DAY_LENGTH = "yyyy-mm-dd".length();
    private static final int SHOWN = 20;
    private static final int SHOWN_MAX = 10_000;

    private final WalletSession session;
    private final Dialogue dialogue;
    private final Suggestions suggestions;

    HistoryCommands(WalletSession session, Dialogue dialogue, Suggestions suggestions) {
        this.session = session;
        this.dialogue = dialogue;
        this.suggestions = suggestions;
    }

    void history(Arguments arguments) throws CommandFailedException, CancelledException {
        int count = arguments.count(SHOWN, SHOWN_MAX);
        arguments.requireEnd(Word.HISTORY);
        List<HistoryEntry> entries = asked(() -> session.book().history(count));
        suggestions.shown(entries.stream().map(entry -> entry.receipt().id()).toList());
        dialogue.say(Listings.history(entries));
    }

    void statement(Arguments arguments) throws CommandFailedException, CancelledException {
        LocalDate from = day(arguments.option("--from", Word.STATEMENT).orElse("1970-01-01"));
        LocalDate to = day(arguments.option("--to", Word.STATEMENT).orElse("9999-12-30"));
        String format = arguments.option("--format", Word.STATEMENT).orElse("table");
        arguments.requireEnd(Word.STATEMENT);
        Statement statement = Statement.named(format)
                .orElseThrow(() -> new CommandFailedException(
                        Kind.USAGE, Sentences.quoted(format) + " is not a format", "choose csv, ndjson or table"));
        if (to.isBefore(from)) {
            throw new CommandFailedException(Kind.USAGE, "--to is before --from");
        }
        List<HistoryEntry> entries = asked(() -> session.book().history(start(from), start(to.plusDays(1))));
        dialogue.print(statement.of(entries.reversed()));
    }

    private static LocalDate day(String text) throws CommandFailedException {
        try {
            if (text.length() == DAY_LENGTH) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException notADay) {
            // It is said below, as for what has another length: a year of more than four digits is none of ours.
        }
        throw new CommandFailedException(
                Kind.USAGE, Sentences.quoted(text) + " is not a day", "write it like 2026-01-31; days are in UTC");
    }

    private static long start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
