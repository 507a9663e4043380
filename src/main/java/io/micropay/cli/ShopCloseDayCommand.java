package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.DayDesk;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.Reading;
import io.micropay.client.shell.Visit;
import io.micropay.crypto.CryptoException;
import io.micropay.files.FileFailure;
import io.micropay.files.NewFile;
import io.micropay.files.NotCreatedException;
import io.micropay.money.AccountName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `micropay shop close-day`: files a day, and shows where the ledger and the receipts differ.
@Command(
        name = "close-day",
        description =
                "Close a day: send in what you were paid, signed and encrypted, and see whether the ledger agrees.",
        footer = {
            "",
            "The file is made from the receipts that this wallet has kept, refunds with a minus. What is once settled",
            "stays so: closing the day again shows the same report.",
            "",
            "Exit codes: 0 all matches, 1 something differs or the server refused, 2 wrong usage, 4 not let in,",
            "69 the server cannot be reached or has not answered; see the README for the others."
        })
final class ShopCloseDayCommand extends WalletCommand {

    @Option(names = "--date", paramLabel = "YYYY-MM-DD", description = "The day, in UTC (yesterday).")
    private @Nullable String date;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write what was sent in to this file too, such as end-of-day.csv.")
    private @Nullable Path out;

    @Mixin
    private ServerOption server;

    @Mixin
    private TakeoverOption takeover;

    @Override
    void run(AccountName name) throws CommandFailedException, CryptoException, CliException, NotCreatedException {
        Optional<LocalDate> day = date == null ? Optional.empty() : Optional.of(Reading.day(date));
        if (out != null) {
            NewFile.requirePlace(out);
        }
        OpenWallet opened = wallet().open(name, server.address(), aside());
        try (Visit visit = Visit.open(opened.server(), opened.wallet(), opened.owner(), aside())) {
            visit.logIn(takeover.isWanted());
            Outcome.DayClosed closed = closed(visit, day);
            if (out != null) {
                copy(closed.file(), out);
            }
            show(closed);
            DayDesk.requireAllMatched(closed);
        }
    }

    private Outcome.DayClosed closed(Visit visit, Optional<LocalDate> day) throws CommandFailedException {
        try (DayBar bar = DayBar.on(spec().commandLine().getErr())) {
            return visit.days().close(day, bar);
        }
    }

    private static void copy(Path from, Path to) throws CliException, NotCreatedException {
        try (NewFile file = NewFile.begin(to, false)) {
            Files.copy(from, file.stream());
            file.publish();
        } catch (IOException failure) {
            throw new CliException(
                    "cannot write " + to + ": " + FileFailure.reason(failure),
                    "it is in " + from + " too",
                    ExitCode.IO_ERROR,
                    failure);
        }
    }
}
