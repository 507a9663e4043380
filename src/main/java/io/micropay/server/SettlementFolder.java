package io.micropay.server;

import io.micropay.crypto.CmsMessages;
import io.micropay.files.DurableNames;
import io.micropay.files.PrivateFiles;
import io.micropay.money.AccountName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

    private final Path path;

    /// @param path need not exist; it is made, for its owner alone, for the first settlement
    public SettlementFolder(Path path) {
        this.path = path;
    }

    /// A day that was settled.
    ///
    /// @param merchant in lower case
    public record Entry(AccountName merchant, LocalDate date) {}

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

    /// Where one of these files is once it was set aside.
    public static Path setAside(Path file) {
        return file.resolveSibling(file.getFileName() + UNTRUE);
    }

    /// Keeps a settlement and its report, durably. A file that is there already stays if it is the true one; else it is
    /// set aside, for people to look at, and what was set aside under its name before is gone.
    ///
    /// @param isTrue whether a file that is there is this settlement, however it was sealed
    /// @param setAside is told of each file that was not the true one, even if none can be written there
    /// @throws IOException when they cannot be written; then the same settlement, sent again, makes up for it
    void keep(
            AccountName merchant,
            LocalDate date,
            byte[] sealed,
            Predicate<byte[]> isTrue,
            byte[] report,
            Consumer<Path> setAside)
            throws IOException {
        PrivateFiles.createDurableFolder(folder(merchant));
        keep(sealedFile(merchant, date), sealed, isTrue, setAside);
        keep(reportFile(merchant, date), report, there -> Arrays.equals(there, report), setAside);
    }

    private static void keep(Path file, byte[] content, Predicate<byte[]> isTrue, Consumer<Path> setAside)
            throws IOException {
        if (read(file).filter(isTrue).isPresent()) {
            // Whoever wrote it may have been killed before its name was durable.
            DurableNames.syncName(file);
            return;
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(file, setAside(file), StandardCopyOption.REPLACE_EXISTING);
            setAside.accept(file);
        }
        PrivateFiles.replace(
                Objects.requireNonNull(file.getParent()), file.getFileName().toString(), content);
    }

    /// All that is here, whole or in part, by merchants and then by days.
    ///
    /// @throws IOException when it cannot be read
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path folder : list(path)) {
            Optional<AccountName> merchant =
                    AccountName.parse(folder.getFileName().toString());
            if (merchant.isPresent()) {
                list(folder).stream()
                        .flatMap(file -> date(file).stream())
                        .distinct()
                        .forEach(date -> entries.add(new Entry(merchant.get(), date)));
            }
        }
        return entries;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Optional<LocalDate> date(Path file) {
        String name = file.getFileName().toString();
        String suffix = name.endsWith(REPORT) ? REPORT : SEALED;
        try {
            return name.endsWith(suffix)
                    ? Optional.of(LocalDate.parse(name.substring(0, name.length() - suffix.length())))
                    : Optional.empty();
        } catch (DateTimeException another) {
            return Optional.empty();
        }
    }

    /// The bytes of one of these files; empty when it is not there, or too large to be one.
    ///
    /// @throws IOException when it cannot be read
    public static Optional<byte[]> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(CmsMessages.BYTES_MAX + 1);
            return content.length > CmsMessages.BYTES_MAX ? Optional.empty() : Optional.of(content);
        }
    }
}
