package io.micropay.cli;

import io.micropay.audit.AuditedDay;
import io.micropay.audit.SettledFiles;
import io.micropay.audit.StrayReport;
import io.micropay.files.FileFailure;
import io.micropay.money.AccountName;
import io.micropay.server.Filing;
import io.micropay.server.FilingReader;
import io.micropay.server.SettlementFolder;
import io.micropay.server.SettlementFolder.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// What head office has of settled days, held against what the ledger says of them.
///
/// @param folders each server of a ledger has its own; a day is right if one of them has it so
/// @param filings opens what merchants sent in; without it, that a file is there must do
record OfficeFiles(List<SettlementFolder> folders, Optional<FilingReader> filings) implements SettledFiles {

    /// How closely files were looked at.
    enum Look {
        UNSEEN,
        UNOPENED,
        OPENED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Look look() {
        if (folders.isEmpty()) {
            return Look.UNSEEN;
        }
        return filings.isEmpty() ? Look.UNOPENED : Look.OPENED;
    }

    @Override
    public List<String> problems(AuditedDay day) {
        List<String> problems = new ArrayList<>();
        for (SettlementFolder folder : folders) {
            List<String> inFolder = new ArrayList<>();
            problem(folder.reportFile(day.merchant(), day.date()), there -> unlikeReport(there, day))
                    .ifPresent(inFolder::add);
            problem(folder.sealedFile(day.merchant(), day.date()), there -> unlikeFiled(there, day))
                    .ifPresent(inFolder::add);
            if (inFolder.isEmpty()) {
                return List.of();
            }
            problems.addAll(inFolder);
        }
        return problems;
    }

    private static Optional<String> problem(Path file, Function<byte[], Optional<String>> difference) {
        try {
            return switch (SettlementFolder.read(file)) {
                case Found.Content content -> difference.apply(content.bytes()).map(why -> notTheDays(file, why));
                case Found.TooLarge large -> Optional.of(notTheDays(file, large.reason()));
                case Found.Missing nothing -> Optional.of("there is no " + file);
            };
        } catch (IOException unreadable) {
            return Optional.of(file + " cannot be read: " + FileFailure.reason(unreadable));
        }
    }

    private static String notTheDays(Path file, String why) {
        return file + " is not the day's: " + why;
    }

    private static Optional<String> unlikeReport(byte[] there, AuditedDay day) {
        return Arrays.equals(there, day.signed()) ? Optional.empty() : Optional.of("the ledger has another report");
    }

    /// The report names the file by its hash; what it says of rows that the ledger has not, the file alone can show.
    private Optional<String> unlikeFiled(byte[] sealed, AuditedDay day) {
        return filings.flatMap(reader -> switch (reader.read(sealed, day.merchant(), day.key(), day.date())) {
            case Filing.Refused refused -> Optional.of(refused.reason());
            case Filing.Filed filed
            when filed.hash().equals(day.report().fileHash()) && day.report().canBeAbout(filed.file()) ->
                Optional.empty();
            case Filing.Filed other -> Optional.of("the report is about another file");
        });
    }

    /// One that fits in another folder takes nothing from what these show; nor does it that a server has set one aside.
    @Override
    public List<StrayReport> others(AuditedDay day) {
        return folders.stream()
                .map(folder -> folder.reportFile(day.merchant(), day.date()))
                .flatMap(file -> Stream.concat(Stream.of(file), SettlementFolder.placesAside(file)))
                .flatMap(file -> report(file).stream())
                .filter(report -> !Arrays.equals(report.signed(), day.signed()))
                .toList();
    }

    @Override
    public void strays(BiPredicate<AccountName, LocalDate> isSettled, Consumer<StrayReport> each) {
        for (SettlementFolder folder : folders) {
            for (SettlementFolder.ReportFile report : reports(folder)) {
                if (!isSettled.test(report.merchant(), report.date()) || !isInPlace(report, folder)) {
                    report(report.path()).ifPresent(each);
                }
            }
        }
    }

    /// Who looks at a settled day does not look into a folder of another spelling.
    private static boolean isInPlace(SettlementFolder.ReportFile report, SettlementFolder folder) {
        return report.path().equals(folder.reportFile(report.merchant(), report.date()));
    }

    private static List<SettlementFolder.ReportFile> reports(SettlementFolder folder) {
        try {
            return folder.reports();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "cannot list the settlements: " + FileFailure.detail(unreadable), unreadable);
        }
    }

    private static Optional<StrayReport> report(Path file) {
        try {
            return SettlementFolder.read(file) instanceof Found.Content content
                    ? Optional.of(new StrayReport(file.toString(), content.bytes()))
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file + ": " + FileFailure.reason(unreadable), unreadable);
        }
    }
}
