package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Period;
import io.micropay.client.shell.Reading;
import io.micropay.client.shell.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `micropay statement`: the payments of some days.
@Command(
        name = "statement",
        description = "List the payments of some days, oldest first. Days are in UTC.",
        footer = {"", WalletCommand.EXIT_CODES})
final class StatementCommand extends OnlineCommand {

    @Option(names = "--from", paramLabel = "YYYY-MM-DD", description = "The first day (the very first).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "YYYY-MM-DD", description = "The last day (the very last).")
    private @Nullable String to;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "csv, ndjson or table (${DEFAULT-VALUE}); --json is ndjson.")
    private String format;

    @Override
    Errand errand() throws CommandFailedException {
        Period days = Reading.period(Optional.ofNullable(from), Optional.ofNullable(to));
        Statement form = Reading.form(format);
        return (visit, name) -> visit.history().statement(days, form);
    }
}
