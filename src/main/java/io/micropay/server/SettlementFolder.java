package io.micropay.server;

import io.micropay.crypto.CmsMessages;
import io.micropay.files.DurableNames;
import io.micropay.files.PrivateFiles;
import io.micropay.money.AccountName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The settlements that have arrived, each in two files: as it came, encrypted, and the signed report on it.
///
/// Which file settles a day is decided in the ledger, before anything is written here: so what is here may be written
/// again. The report comes last: where it is, the settlement is. Folders are named by merchants in lower case, so that
/// every file system tells them apart.
public final class SettlementFolder {

    private static final String SEALED = ".p7m";
    private static final String REPORT = "-report.p7m";
    private static final String UNTRUE = ".untrue";

    /// Somebody has to look at what is set aside before there are as many of one file.
    private static final int SET_ASIDE_MAX = 20;

    private final Path path;

    /// @param path need not exist; it is made, for its owner alone, for the first settlement
    public SettlementFolder(Path path) {
        this.path = path;
    }

    /// A day that was settled.
    ///
    /// @param merchant in lower case
    public record Entry(AccountName merchant, LocalDate date) {}

    /// A file that is named as the report on a day.
    ///
    /// @param merchant whom its folder is named by, in whatever case
    public record ReportFile(Path path, AccountName merchant, LocalDate date) {}

    /// What there is where a file of a settlement belongs.
    public sealed interface Found {

        @SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
        record Content(byte[] bytes) implements Found {}

        /// More than any settlement or report has.
        record TooLarge() implements Found {
            public String reason() {
                return "it is too large: at most " + CmsMessages.BYTES_MAX + " bytes are allowed";
            }
        }

        /// Nothing, or something that is no file.
        record Missing() implements Found {}
    }

    public Path path() {
        return path;
    }

    /// Where a settlement is, as it came.
    public Path sealedFile(AccountName merchant, LocalDate date) {
        return folder(merchant).resolve(date + SEALED);
    }

    /// Where the report on it is.
    public Path reportFile(AccountName merchant, LocalDate date) {
        return folder(merchant).resolve(date + REPORT);
    }

    private Path folder(AccountName merchant) {
        return path.resolve(merchant.key());
    }

    /// Where one of these files may lie once it was set aside, in the order in which the places are taken.
    public static Stream<Path> placesAside(Path file) {
        return IntStream.rangeClosed(1, SET_ASIDE_MAX)
                .mapToObj(number -> number == 1 ? UNTRUE : UNTRUE + "-" + number)
                .map(ending -> file.resolveSibling(file.getFileName() + ending));
    }

    /// Keeps a settlement and its report, durably. A file that is there already stays if it is the true one; else it is
    /// set aside, for people to look at, beside what was set aside before.
    ///
    /// @param isTrue whether a file that is there is this settlement, however it was sealed
    /// @param setAside is told which file was not the true one, and where it went, even if none can be written
    /// @throws IOException when they cannot be written; then the same settlement, sent again, makes up for it
    void keep(
            AccountName merchant,
            LocalDate date,
            byte[] sealed,
            Predicate<byte[]> isTrue,
            byte[] report,
            BiConsumer<Path, Path> setAside)
            throws IOException {
        PrivateFiles.createDurableFolder(folder(merchant));
        keep(sealedFile(merchant, date), sealed, isTrue, setAside);
        keep(reportFile(merchant, date), report, there -> Arrays.equals(there, report), setAside);
    }

    private static void keep(Path file, byte[] content, Predicate<byte[]> isTrue, BiConsumer<Path, Path> setAside)
            throws IOException {
        if (read(file) instanceof Found.Content there && isTrue.test(there.bytes())) {
            // Whoever wrote it may have been killed before its name was durable.
            DurableNames.syncName(file);
            return;
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            setAside.accept(file, setAside(file));
        }
        PrivateFiles.replace(
                Objects.requireNonNull(file.getParent()), file.getFileName().toString(), content);
    }

    /// Whatever lies in one of those places already stays: it may be the only trace of what has happened.
    private static Path setAside(Path file) throws IOException {
        Path free = placesAside(file)
                .filter(place -> !Files.exists(place, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElseThrow(() -> new IOException(file + " was set aside " + SET_ASIDE_MAX + " times"));
        return Files.move(file, free);
    }

    /// All that is here, whole or in part, by merchants and then by days.
    ///
    /// @throws IOException when it cannot be read
    public List<Entry> entries() throws IOException {
        Set<Entry> entries = new LinkedHashSet<>();
        forEachFile((merchant, file) -> date(file).ifPresent(date -> entries.add(new Entry(merchant, date))));
        return List.copyOf(entries);
    }

    /// The files that are named as reports, also where the merchant's folder was renamed to another spelling of his
    /// name: no day is settled in it, and yet it shows what was.
    ///
    /// @throws IOException when they cannot be read
    public List<ReportFile> reports() throws IOException {
        List<ReportFile> reports = new ArrayList<>();
        forEachFile((merchant, file) -> {
            if (isReport(file)) {
                date(file).ifPresent(date -> reports.add(new ReportFile(file, merchant, date)));
            }
        });
        return reports;
    }

    private void forEachFile(BiConsumer<AccountName, Path> each) throws IOException {
        for (Path folder : list(path)) {
            Optional<AccountName> merchant =
                    AccountName.parse(folder.getFileName().toString());
            if (merchant.isPresent()) {
                list(folder).forEach(file -> each.accept(merchant.get(), file));
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException nothing) {
            return List.of();
        }
    }

    private static Optional<LocalDate> date(Path file) {
        String name = file.getFileName().toString();
        String suffix = isReport(file) ? REPORT : SEALED;
        try {
            return name.endsWith(suffix)
                    ? Optional.of(LocalDate.parse(name.substring(0, name.length() - suffix.length())))
                    : Optional.empty();
        } catch (DateTimeException another) {
            return Optional.empty();
        }
    }

    private static boolean isReport(Path file) {
        return file.toString().endsWith(REPORT);
    }

    /// Looks at one of these files.
    ///
    /// @throws IOException when it cannot be read
    public static Found read(Path file) throws IOException {
        if (!isFile(file)) {
            return new Found.Missing();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(CmsMessages.BYTES_MAX + 1);
            return content.length > CmsMessages.BYTES_MAX ? new Found.TooLarge() : new Found.Content(content);
        }
    }

    /// Whether there is a file. Who may not look is not told that there is none.
    private static boolean isFile(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile();
        } catch (NoSuchFileException none) {
            return false;
        }
    }
}
