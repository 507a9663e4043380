package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.money.UtcDay;
import java.time.LocalDate;
import java.util.Optional;

/// Has looked up what was paid, as the ledger has it.
public final class HistoryDesk {

    private static final LocalDate FIRST_DAY = LocalDate.EPOCH;
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 30);

    private final WalletSession session;

    public HistoryDesk(WalletSession session) {
        this.session = session;
    }

    public Outcome.History history(int count) throws CommandFailedException {
        return new Outcome.History(asked(() -> session.book().history(count)));
    }

    /// The payments of some days.
    ///
    /// @param from the first day, in UTC; empty for the very first
    /// @param to the last day; empty for the very last
    public Outcome.AccountStatement statement(Optional<LocalDate> from, Optional<LocalDate> to, Statement form)
            throws CommandFailedException {
        LocalDate first = from.orElse(FIRST_DAY);
        LocalDate last = to.orElse(LAST_DAY);
        if (last.isBefore(first)) {
            throw new CommandFailedException(Kind.USAGE, "--to is before --from");
        }
        long start = new UtcDay(first).firstMilli();
        long end = new UtcDay(last).endMilli();
        return new Outcome.AccountStatement(
                asked(() -> session.book().history(start, end)).reversed(), form);
    }
}
